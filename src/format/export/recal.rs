//! Files for ReCal, Deen Freelon's calculator of agreement, and any other program that takes a matrix of numbers.
//!
//! ReCal reads digits alone: no header, a column for each coder, a row for each unit, and no empty cell. So there is a
//! file for each variable and pair of coders (ReCal2), and one for all coders (ReCal3) where there are more than two;
//! each has the units that all of its coders have coded. `legend.csv` says what the numbers are and whose the columns,
//! `units.csv` which sentence each row is. ReCal refuses files of more than 100,000 bytes, and the legend has the size.
//!
//! Units are sentences: for the tone and for variables those that all coders of the file have answered. A stance is a
//! unit of sentence, holder and target, in articles where all of them coded something, with 0 for a coder who saw none;
//! labels likewise, as 1 and 0 for each sentence.

use super::book::{Book, Value};
use super::report::{Kind, Place};
use super::sheet::file_part;
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer};
use crate::format::csv::push_record;
use crate::format::hash::sha256_hex;
use crate::model::{AnnotationId, ArticleId, Body, CoderId, Unit};
use crate::text::{CharSpan, Map, Set};
use std::rc::Rc;

/// Matrices of codes.
pub(super) static RECAL: ReCal = ReCal;

pub(super) struct ReCal;

impl Writer for ReCal {
    fn about(&self) -> &About {
        &About {
            id: "recal",
            name: "ReCal (agreement)",
            extension: "zip",
            media_type: "application/zip",
            tools: "ReCal2, ReCal3, ReCal OIR (dfreelon.org); SPSS and R macros that take matrices",
            unit: OffsetUnit::None,
            form: Form::Several,
            holds: "For each variable and each pair of coders a matrix of numbers, with legend and list of units",
            losses: &["units that only one coder coded", "where a labelled stretch begins and ends", "free text"],
        }
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        let book = Book::of(scene.project);
        Box::new(ReCalRun { book, n_articles: 0, coded: Vec::new(), variables: Map::new(), displaced: Vec::new() })
    }
}

/// A row before it has a number: article by its turn, where in it, holder and target of a stance.
type UnitKey = (u32, (u32, u32), Rc<str>);

/// A code and the annotation that gave it, for the report.
type Cell = (u32, (Kind, Place), AnnotationId);

type Coded = (Set<CoderId>, ArticleId, Vec<(u32, u32)>);

struct ReCalRun {
    book: Book,
    n_articles: u32,
    /// For each article who coded something in it, its id and where its sentences are.
    coded: Vec<Coded>,
    variables: Map<Rc<str>, Map<UnitKey, Map<CoderId, Cell>>>,
    /// What gave way to another in its cell.
    displaced: Vec<AnnotationId>,
}

impl Run for ReCalRun {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        let nth = self.n_articles;
        self.n_articles += 1;
        let place = |chars: CharSpan| (chars.start, chars.end);
        let has_coded = |work: &&super::Work<'_>| !work.by_unit.is_empty();
        let who: Set<CoderId> = sheet.work.iter().filter(has_coded).map(|work| work.coder.clone()).collect();
        let units = sheet.units.iter().map(|unit| place(sheet.chars(unit.span))).filter(|_| who.iter().count() > 1);
        let units = units.collect();
        self.coded.push((who, sheet.article.id.clone(), units));
        for annotation in sheet.work.iter().flat_map(|work| &work.whole) {
            out.lost(annotation, "units are sentences");
        }
        for work in &sheet.work {
            for (ix, said) in &work.by_unit {
                let at = place(sheet.chars(sheet.units[*ix].span));
                for annotation in said {
                    let Some((variable, of, code)) = self.code(sheet, &annotation.body) else {
                        out.lost(annotation, "it has no number");
                        continue;
                    };
                    let place = Place {
                        article: Some(annotation.article.clone()),
                        span: annotation.span,
                        coder: Some(annotation.coder.clone()),
                    };
                    let cell = (code, (Kind::of(&annotation.body), place), annotation.id.clone());
                    let units = self.variables.get_or_insert_with(variable, Map::new);
                    let unit = units.get_or_insert_with((nth, at, of), Map::new);
                    if let Some((_, (kind, place), id)) = unit.insert(work.coder.clone(), cell) {
                        out.report.add(Some(kind), "another of the same coder's stands in its cell", place);
                        self.displaced.push(id);
                    }
                }
            }
        }
    }

    fn end(&mut self, out: &mut Out) {
        let (mut legend, mut units) = (String::new(), String::new());
        push_record(&mut legend, ["file", "bytes", "rows", "what", "number", "meaning"]);
        push_record(&mut units, ["file", "row", "article", "start", "end", "holder_target"]);
        for (variable, cells) in std::mem::take(&mut self.variables) {
            let coders: Set<CoderId> = cells.values().flat_map(|cells| cells.keys().cloned()).collect();
            let coders: Vec<CoderId> = coders.iter().cloned().collect();
            let mut groups: Vec<Vec<CoderId>> = Vec::new();
            for (ix, one) in coders.iter().enumerate() {
                groups.extend(coders[ix + 1..].iter().map(|other| vec![one.clone(), other.clone()]));
            }
            groups.extend((coders.len() > 2).then(|| coders.clone()));
            let mut used: Set<(UnitKey, CoderId)> = Set::new();
            for group in groups {
                let rows = self.rows(&variable, &cells, &group);
                if rows.is_empty() {
                    continue;
                }
                out.report.records += rows.len() as u32;
                let name = file_name(&variable, &group, coders.len());
                let mut matrix = String::new();
                for (ix, (key, codes)) in rows.iter().enumerate() {
                    push_record(&mut matrix, codes.iter().map(u32::to_string));
                    let (nth, (start, end), of) = key;
                    let article = self.coded[*nth as usize].1.as_str();
                    let [row, start, end] = [ix as u32 + 1, *start, *end].map(|n| n.to_string());
                    push_record(&mut units, [&*name, &row, article, &start, &end, of]);
                    used.extend(group.iter().map(|coder| (key.clone(), coder.clone())));
                }
                let (n_bytes, n_rows) = (matrix.len().to_string(), rows.len().to_string());
                let mut line = |what: &str, number: usize, meaning: &str| {
                    push_record(&mut legend, [&*name, &n_bytes, &n_rows, what, &number.to_string(), meaning]);
                };
                for (ix, coder) in group.iter().enumerate() {
                    line("column", ix + 1, coder.as_str());
                }
                for (number, meaning) in self.meanings(&variable) {
                    line("code", number, &meaning);
                }
                out.files.push((name, matrix.into_bytes()));
            }
            for (key, of_coder) in &cells {
                for (coder, (_, (kind, place), id)) in of_coder {
                    if used.contains(&(key.clone(), coder.clone())) {
                        out.wrote_kind(*kind);
                    } else {
                        out.report.add(Some(*kind), "no other coder coded the unit", place.clone());
                        out.left.push(id.clone());
                    }
                }
            }
        }
        out.left.append(&mut self.displaced);
        out.files.push(("legend.csv".to_owned(), legend.into_bytes()));
        out.files.push(("units.csv".to_owned(), units.into_bytes()));
    }
}

impl ReCalRun {
    /// Variable, holder and target, number.
    fn code(&self, sheet: &Sheet<'_>, body: &Body) -> Option<(Rc<str>, Rc<str>, u32)> {
        let number = |values: &[Value], value: &Rc<str>| {
            values.iter().position(|known| known.value == *value).map(|ix| ix as u32 + 1)
        };
        match body {
            Body::Sentiment(value) => Some(("sentiment".into(), "".into(), number(&self.book.sentiments, value)?)),
            Body::Stance { holder, target, position } => {
                let of = format!("{} > {}", sheet.holder(holder).id, sheet.target(target).id);
                Some(("stance".into(), of.into(), number(&self.book.positions, position)?))
            }
            Body::Span(label) => Some((label.as_str().into(), "".into(), 1)),
            Body::Variable { variable, unit: Unit::Sentence, value } => {
                let values = self.book.question(variable)?.values.as_ref()?;
                Some((variable.as_str().into(), "".into(), number(values, value)?))
            }
            _ => None,
        }
    }

    /// The units that all of a group have coded, with their codes in the group's order.
    fn rows(
        &self,
        variable: &str,
        cells: &Map<UnitKey, Map<CoderId, Cell>>,
        group: &[CoderId],
    ) -> Vec<(UnitKey, Vec<u32>)> {
        let is_of_all = |nth: u32| group.iter().all(|coder| self.coded[nth as usize].0.contains(coder));
        let code = |cells: Option<&Map<CoderId, Cell>>, coder: &CoderId| Some(cells?.get(coder)?.0);
        if variable.starts_with("l:") {
            let articles = (0..self.n_articles).filter(|nth| is_of_all(*nth));
            let keys = articles
                .flat_map(|nth| self.coded[nth as usize].2.iter().map(move |at| -> UnitKey { (nth, *at, "".into()) }));
            let with_codes = |key: UnitKey| {
                let codes = group.iter().map(|coder| code(cells.get(&key), coder).unwrap_or(0)).collect();
                (key, codes)
            };
            return keys.map(with_codes).collect();
        }
        let row = |(key, cells): (&UnitKey, &Map<CoderId, Cell>)| {
            let codes = group.iter().map(|coder| code(Some(cells), coder));
            let is_stance = variable == "stance";
            if !is_stance {
                return Some((key.clone(), codes.collect::<Option<Vec<u32>>>()?));
            }
            let codes: Vec<u32> = codes.map(|code| code.unwrap_or(0)).collect();
            (is_of_all(key.0) && codes.iter().any(|code| *code > 0)).then(|| (key.clone(), codes))
        };
        cells.iter().filter_map(row).collect()
    }

    fn meanings(&self, variable: &str) -> Vec<(usize, String)> {
        let of = |values: &[Value]| -> Vec<(usize, String)> {
            values.iter().enumerate().map(|(ix, value)| (ix + 1, value.value.to_string())).collect()
        };
        match variable {
            "sentiment" => of(&self.book.sentiments),
            "stance" => [(0, "no such stance".to_owned())].into_iter().chain(of(&self.book.positions)).collect(),
            label if label.starts_with("l:") => {
                vec![(0, format!("no {label} begins here")), (1, format!("{label} begins here"))]
            }
            id => {
                let question = self.book.questions.iter().find(|question| question.id.as_str() == id);
                of(question.and_then(|question| question.values.as_deref()).unwrap_or(&[]))
            }
        }
    }
}

impl Out {
    fn wrote_kind(&mut self, kind: Kind) {
        *self.report.written.get_or_insert_with(kind, || 0) += 1;
    }
}

/// The variable and who is compared; what is no letter of ASCII is told apart by a digest.
fn file_name(variable: &str, group: &[CoderId], n_coders: usize) -> String {
    let who: Vec<String> = group.iter().map(|coder| part(coder.as_str().trim_start_matches("c:"))).collect();
    let who = if group.len() > 2 && group.len() == n_coders { "all".to_owned() } else { who.join("-") };
    format!("{}.{who}.csv", part(variable))
}

/// A part of a file's name: an id, with a digest where it is not of plain letters.
pub(super) fn part(id: &str) -> String {
    let plain = file_part(id, "");
    let is_same = plain == id.replace(':', "-");
    if is_same { plain } else { format!("{}{}", file_part(id, "-"), &sha256_hex(id.as_bytes())[..6]) }
}
