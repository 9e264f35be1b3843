//! Flat runs: a stretch of text cut wherever a mark begins or ends, so that overlapping
//! marks need no nesting.

use super::{Span, order};

/// A stretch over which the same marks hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Never empty.
    pub span: Span,
    /// Indices of the marks that cover it, ascending.
    pub marks: Vec<usize>,
}

/// Cuts `whole` at the ends of `marks` (which may overlap and stick out).
///
/// The runs cover `whole` exactly, in order, without gaps. Marks are few (those of one
/// sentence), so looking at each for each run is the fast way.
pub fn runs(whole: Span, marks: &[Span]) -> Vec<Run> {
    let mut cuts: Vec<u32> = marks
        .iter()
        .flat_map(|mark| [mark.start, mark.end])
        .filter(|cut| whole.start < *cut && *cut < whole.end)
        .chain([whole.start, whole.end])
        .collect();
    order::sort(&mut cuts);
    cuts.dedup();
    cuts.windows(2)
        .map(|ends| Span { start: ends[0], end: ends[1] })
        .map(|span| Run { span, marks: (0..marks.len()).filter(|&ix| marks[ix].contains(span)).collect() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_make_flat_runs() {
        let found = runs(Span::new(10, 30), &[Span::new(5, 15), Span::new(12, 20), Span::new(20, 20)]);
        let expected: [(u32, u32, &[usize]); 4] = [(10, 12, &[0]), (12, 15, &[0, 1]), (15, 20, &[1]), (20, 30, &[])];
        assert_eq!(found.len(), expected.len());
        for (run, (start, end, marks)) in found.iter().zip(expected) {
            assert_eq!((run.span, run.marks.as_slice()), (Span { start, end }, marks));
        }
    }

    #[test]
    fn runs_cover_the_whole_in_order() {
        let whole = Span::new(3, 40);
        for seed in 0..200u32 {
            let mark = |n: u32| {
                let start = (seed * 7 + n * 13) % 45;
                Span { start, end: start + (seed + n * 5) % 12 }
            };
            let found = runs(whole, &[mark(0), mark(1), mark(2), mark(3)]);
            assert_eq!(found.first().map(|r| r.span.start), Some(whole.start));
            assert_eq!(found.last().map(|r| r.span.end), Some(whole.end));
            assert!(found.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
            assert!(found.iter().all(|run| !run.span.is_empty()));
        }
    }

    #[test]
    fn an_empty_stretch_has_no_runs() {
        assert_eq!(runs(Span::new(4, 4), &[Span::new(0, 9)]), []);
    }
}
