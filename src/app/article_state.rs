//! One article as the page holds it: the text, what the engine found, and one coder's tags by sentence.

use super::forms::{Form, forms_of};
use super::kept_views::{KeptViews, Moment};
use super::names::ShownMention;
use super::tags::SentenceTags;
use super::view::SentenceView;
use crate::model::{Annotation, Article, CoderId, Document, EntityId, EntityKind, Layer, Lock, MarkKind, Sight};
use crate::text::{Map, Set, Span, is_written_leftward, order};
use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

/// One article with everything derived from it. Views are kept until something they show changes.
#[derive(Debug)]
pub struct ArticleState {
    /// Text and metadata, as far as the coder may see them: the project's own, or a copy with the outlet hidden.
    pub article: Rc<Article>,
    /// What the coder may see.
    pub sight: Sight,
    /// Whether the coder is done with it; `None` if they never were.
    pub lock: Option<Lock>,
    /// Stretches whose words are covered; ascending, not overlapping.
    pub(super) covered: Rc<[Span]>,
    /// What the engine found; `None` while it is still reading.
    pub document: Option<Rc<Document>>,
    /// The names as shown.
    pub mentions: Rc<[ShownMention]>,
    /// The forms by which the document names its entities, once somebody has asked.
    forms: OnceCell<Rc<[Form]>>,
    /// Whether the names shown are all the engine's, under whatever names people gave things.
    pub(super) is_as_found: bool,
    /// The ids of the document's entities by which they are shown; `None` until then.
    pub(super) named_as: Option<Vec<EntityId>>,
    /// The text in pieces of about two screens, which the reader draws when they come near.
    pub chunks: Rc<[Chunk]>,
    /// How many shown names there are of each type, in the order of [`EntityKind::ALL`].
    pub kind_counts: [u32; EntityKind::ALL.len()],
    /// Where one was last in it.
    pub last_sentence_ix: u32,
    n_tagged: u32,
    tags: Map<u32, Rc<SentenceTags>>,
    /// What other coders said, by sentence; empty unless all layers are shown.
    others: Map<u32, Vec<(CoderId, SentenceTags)>>,
    views: RefCell<KeptViews>,
}

/// About two screens of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// Paragraphs, or parts of a very long one.
    pub parts: Vec<Part>,
    /// Indices of its sentences.
    pub sentences: Range<u32>,
    /// Length in bytes, from which an unseen chunk's height is guessed.
    pub n_bytes: u32,
}

/// A paragraph, or part of a very long one.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Indices of its sentences.
    pub sentences: Range<u32>,
    /// What it is, if not prose.
    pub mark: Option<MarkKind>,
    /// Whether its first letter is of a script that is written from right to left.
    pub is_rtl: bool,
}

/// Large enough to fill a screen, small enough to draw within a frame.
const CHUNK_BYTES: u32 = 3_000;

impl ArticleState {
    /// An article that the engine has not read yet.
    pub fn unread(article: Rc<Article>) -> ArticleState {
        ArticleState {
            article,
            sight: Sight::Open,
            lock: None,
            covered: Rc::new([]),
            document: None,
            mentions: Rc::new([]),
            forms: OnceCell::new(),
            is_as_found: false,
            named_as: None,
            chunks: Rc::new([]),
            kind_counts: [0; EntityKind::ALL.len()],
            last_sentence_ix: 0,
            n_tagged: 0,
            tags: Map::new(),
            others: Map::new(),
            views: RefCell::default(),
        }
    }

    /// Whether the document is the work of this page's engine; what was found when the page was built has no tokens.
    pub fn is_read_here(&self) -> bool {
        self.document.as_ref().is_some_and(|document| !document.tokens.is_empty() || document.sentences.is_empty())
    }

    /// Takes in what the engine found.
    pub fn set_document(&mut self, document: Rc<Document>) {
        self.chunks = chunks(&document, &self.article).into();
        self.forms.take();
        self.document = Some(document);
        self.named_as = None;
        self.views.borrow_mut().drop_all();
    }

    /// Takes in other metadata of the same text.
    pub fn set_article(&mut self, article: Rc<Article>) {
        self.show(Sight::Open, article, Rc::new([]));
    }

    /// Shows so much of the article.
    pub(super) fn show(&mut self, sight: Sight, article: Rc<Article>, covered: Rc<[Span]>) {
        if sight != self.sight || covered != self.covered {
            self.named_as = None;
            self.forms.take();
            self.views.borrow_mut().drop_all();
        }
        (self.sight, self.article, self.covered) = (sight, article, covered);
    }

    /// The forms by which the document names its entities. Counted at the first call.
    pub(super) fn forms(&self) -> &Rc<[Form]> {
        let count = |document: &Rc<Document>| forms_of(document, &self.article.text);
        self.forms.get_or_init(|| self.document.as_ref().map(count).unwrap_or_default())
    }

    /// Has the views made anew: something they show by name has another.
    pub(super) fn forget_views(&self) {
        self.views.borrow_mut().drop_all();
    }

    /// Takes in the names to show, which are those of a document whose entities have these ids.
    pub(super) fn set_mentions(&mut self, mentions: Vec<ShownMention>, ids: Vec<EntityId>) {
        self.named_as = Some(ids);
        // What is shown already need not be drawn again.
        if *self.mentions == *mentions {
            return;
        }
        self.kind_counts = [0; EntityKind::ALL.len()];
        for mention in &mentions {
            self.kind_counts[mention.kind as usize] += 1;
        }
        self.mentions = mentions.into();
        self.views.borrow_mut().drop_all();
    }

    /// Sorts a whole layer into the sentences, in one pass over it.
    pub fn set_layer(&mut self, layer: Option<&Layer>) {
        self.tags.clear();
        self.n_tagged = 0;
        self.views.borrow_mut().drop_all();
        self.sort_in(layer, |_| true);
    }

    /// Sorts the annotations of some sentences in again.
    pub fn retag(&mut self, layer: Option<&Layer>, spans: &[Span]) {
        let touched: Set<u32> = spans.iter().flat_map(|span| self.sentences_at(*span)).collect();
        for ix in &touched {
            if self.tags.remove(ix).is_some_and(|tags| tags.is_tagged()) {
                self.n_tagged -= 1;
            }
            self.views.borrow_mut().drop_one(*ix);
        }
        self.sort_in(layer, |ix| touched.contains(&ix));
    }

    fn sort_in(&mut self, layer: Option<&Layer>, is_wanted: impl Fn(u32) -> bool) {
        for (ix, tags) in self.sorted(layer, is_wanted) {
            self.n_tagged += u32::from(tags.is_tagged());
            self.tags.insert(ix, Rc::new(tags));
        }
    }

    /// A layer's tags by sentence, ascending; sentences without are left out.
    fn sorted(&self, layer: Option<&Layer>, is_wanted: impl Fn(u32) -> bool) -> Vec<(u32, SentenceTags)> {
        let mut by_sentence: Vec<(u32, &Rc<Annotation>)> = Vec::new();
        for annotation in layer.into_iter().flat_map(|layer| layer.values()) {
            by_sentence
                .extend(self.sentences_at(annotation.span).filter(|ix| is_wanted(*ix)).map(|ix| (ix, annotation)));
        }
        order::sort_by_key(&mut by_sentence, |(ix, _)| *ix);
        let mut sorted = Vec::new();
        for group in by_sentence.chunk_by(|a, b| a.0 == b.0) {
            let ix = group[0].0;
            let Some(sentence) = self.sentence(ix) else { continue };
            let mut tags = SentenceTags::default();
            group.iter().for_each(|(_, annotation)| tags.add(annotation, sentence));
            tags.sort();
            if !tags.is_empty() {
                sorted.push((ix, tags));
            }
        }
        sorted
    }

    /// Sorts other coders' layers in, to be shown beside one's own; none takes them away.
    pub(super) fn set_others(&mut self, layers: &[(CoderId, Rc<Layer>)]) {
        if layers.is_empty() && self.others.is_empty() {
            return;
        }
        self.others.clear();
        for (coder, layer) in layers {
            for (ix, tags) in self.sorted(Some(layer), |_| true) {
                self.others.get_or_insert_with(ix, Vec::new).push((coder.clone(), tags));
            }
        }
        self.views.borrow_mut().drop_all();
    }

    /// What other coders said of a sentence, by coder; none unless all layers are shown.
    pub fn others(&self, ix: u32) -> &[(CoderId, SentenceTags)] {
        self.others.get(&ix).map_or(&[], Vec::as_slice)
    }

    /// How many sentences the engine found.
    pub fn n_sentences(&self) -> u32 {
        self.document.as_ref().map_or(0, |document| document.sentences.len() as u32)
    }

    /// How many of them are tagged.
    pub fn n_tagged(&self) -> u32 {
        self.n_tagged
    }

    /// The stretch of a sentence.
    pub fn sentence(&self, ix: u32) -> Option<Span> {
        self.document.as_ref()?.sentences.get(ix as usize).map(|sentence| sentence.span)
    }

    /// The tags of a sentence; empty ones for a sentence without.
    pub fn tags(&self, ix: u32) -> Rc<SentenceTags> {
        self.tags.get(&ix).cloned().unwrap_or_default()
    }

    /// Whether a sentence counts as tagged.
    pub fn is_tagged(&self, ix: u32) -> bool {
        self.tags.get(&ix).is_some_and(|tags| tags.is_tagged())
    }

    /// The sentence that holds a byte, or the last one before it.
    pub fn sentence_at(&self, byte: u32) -> u32 {
        let Some(document) = &self.document else { return 0 };
        document.sentences.partition_point(|sentence| sentence.span.start <= byte).saturating_sub(1) as u32
    }

    /// The sentences that a stretch touches.
    fn sentences_at(&self, span: Span) -> Range<u32> {
        let first = self.sentence_at(span.start);
        first..self.sentence_at(span.end.saturating_sub(1)).max(first) + 1
    }

    /// The names within a stretch, as indices into `mentions`.
    pub fn mentions_in(&self, span: Span) -> Range<usize> {
        let first = self.mentions.partition_point(|m| m.span.start < span.start);
        let end = self.mentions.partition_point(|m| m.span.start < span.end);
        first..end
    }

    /// The chunk that holds a sentence.
    pub fn chunk_of(&self, sentence_ix: u32) -> usize {
        self.chunks.partition_point(|chunk| chunk.sentences.start <= sentence_ix).saturating_sub(1)
    }

    /// Now, in the history of the views.
    pub(super) fn views_moment(&self) -> Moment {
        self.views.borrow().moment()
    }

    /// The sentences whose view is another one since a moment; `None` if that may be any.
    pub(super) fn views_dropped_since(&self, moment: Moment) -> Option<Vec<u32>> {
        self.views.borrow().dropped_since(moment).map(<[u32]>::to_vec)
    }

    /// The kept view of a sentence, or the one that `make` makes.
    pub(super) fn view(&self, ix: u32, make: impl FnOnce() -> SentenceView) -> Rc<SentenceView> {
        if let Some(view) = self.views.borrow().get(ix) {
            return view.clone();
        }
        let view = Rc::new(make());
        self.views.borrow_mut().keep(ix, view.clone());
        view
    }
}

/// Packs paragraphs into chunks; a paragraph longer than a chunk is cut between sentences.
fn chunks(document: &Document, article: &Article) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut open = Chunk { parts: Vec::new(), sentences: 0..0, n_bytes: 0 };
    let mut close = |open: &mut Chunk| {
        if !open.parts.is_empty() {
            let next = open.sentences.end..open.sentences.end;
            chunks.push(std::mem::replace(open, Chunk { parts: Vec::new(), sentences: next, n_bytes: 0 }));
        }
    };
    let mut marks = article.marks.iter().peekable();
    for paragraph in &document.paragraphs {
        // Both lists ascend, so each mark is passed once.
        while marks.peek().is_some_and(|mark| mark.span.end <= paragraph.span.start) {
            marks.next();
        }
        let mark = marks.peek().filter(|mark| mark.span.overlaps(paragraph.span)).map(|mark| mark.kind);
        let is_rtl = is_written_leftward(paragraph.span.of(&article.text));
        let mut part = Part { sentences: paragraph.sentences.start..paragraph.sentences.start, mark, is_rtl };
        let mut n_bytes = 0;
        for ix in paragraph.sentences.clone() {
            n_bytes += document.sentences[ix as usize].span.len() as u32;
            part.sentences.end = ix + 1;
            let is_last = ix + 1 == paragraph.sentences.end;
            if is_last || n_bytes >= CHUNK_BYTES {
                open.sentences.end = ix + 1;
                open.n_bytes += std::mem::take(&mut n_bytes);
                open.parts.push(std::mem::replace(&mut part, Part { sentences: ix + 1..ix + 1, mark, is_rtl }));
                if open.n_bytes >= CHUNK_BYTES {
                    close(&mut open);
                }
            }
        }
    }
    close(&mut open);
    chunks
}
