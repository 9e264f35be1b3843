//! One sentence: its words cut at names and labels, and its tags as small marks after it.

use crate::app::prefs::Layout;
use crate::app::session::Place;
use crate::app::view::{Piece, SentenceView, Shade, pieces_with, sentence_view};
use crate::app::words;
use crate::text::Span;
use crate::web::focus;
use crate::web::platform::later::later;
use crate::web::store::{ByPtr, use_select_row};
use yew::prelude::*;

/// A sentence's properties.
#[derive(Properties, PartialEq)]
pub(super) struct SentenceProps {
    /// The article, in reading order.
    pub article_ix: usize,
    /// The sentence in it.
    pub ix: u32,
    /// Inline or a row.
    pub layout: Layout,
}

#[derive(Clone, PartialEq)]
struct Row {
    view: ByPtr<SentenceView>,
    is_now: bool,
    is_chosen: bool,
    selection: Option<Span>,
    found: Vec<Span>,
}

/// A sentence of the text. Renders again only when its own tags, names or place change.
#[component]
pub(super) fn SentenceRow(props: &SentenceProps) -> Html {
    let (article_ix, ix) = (props.article_ix, props.ix);
    let row = use_select_row(ix, move |session| {
        let view = sentence_view(session, article_ix, ix);
        let is_here = session.place().article_ix == article_ix;
        let selection =
            session.selection().filter(|_| is_here).map(|chosen| chosen.span).filter(|span| span.overlaps(view.span));
        let place = Place { article_ix, sentence_ix: ix };
        let is_chosen = session.batch().is_some_and(|batch| batch.contains(place));
        let found = session.found().map_or_else(Vec::new, |found| found.marks_in(article_ix, view.span).to_vec());
        Row { view: ByPtr(view), is_now: session.place() == place, is_chosen, selection, found }
    });
    let element = use_node_ref();
    let is_new = use_mut_ref(|| true);
    use_effect_with(row.is_now, {
        let element = element.clone();
        move |is_now| {
            let is_new = is_new.replace(false);
            let Some(sentence) = element.cast::<web_sys::Element>().filter(|_| *is_now) else { return };
            if is_new {
                // The layout of what was just drawn is work enough for a frame.
                later(Box::new(move || focus::follow(&sentence)));
            } else {
                focus::follow(&sentence);
            }
        }
    });
    let view = &*row.view.0;
    let slot_id = format!("tags-{ix}");
    let described_by = (!view.spoken.is_empty()).then(|| slot_id.clone());
    let class = classes!("unit", row.is_now.then_some("now"), (!view.spoken.is_empty()).then_some("tagged"));
    let class = classes!(class, row.is_chosen.then_some("chosen"));
    let said = view.speaker.as_ref().map(|speaker| format!(", said by {speaker}")).unwrap_or_default();
    let selected = if row.is_chosen { ", selected" } else { "" };
    let name = format!("Sentence {}{said}{selected}", ix + 1);
    let sentence = html! {
        <span class="s" role="group" ref={element} data-sentence={ix.to_string()}
            tabindex={if row.is_now { "0" } else { "-1" }} aria-label={name}
            aria-describedby={described_by} aria-current={row.is_now.then_some("true")}>
            { for pieces_with(view, row.selection, &row.found).into_iter().map(|(piece, shade)| {
                piece_html(&piece, shade)
            }) }
        </span>
    };
    match props.layout {
        Layout::Prose => html! { <span {class}>{ sentence }{ slot(view, slot_id) }{ others(view) }{ " " }</span> },
        Layout::List => html! {
            <div {class}>
                <span class="number" aria-hidden="true">{ ix + 1 }</span>
                { sentence }
                { columns(view, slot_id) }
            </div>
        },
    }
}

fn piece_html(piece: &Piece, shade: Shade) -> Html {
    let label = piece.is_labelled.then_some("labelled");
    if piece.is_covered {
        return covered(piece, shade);
    }
    let quoted = piece.quoted.as_ref().map(|_| "q");
    let said_by = piece.quoted.as_ref().map(ToString::to_string);
    let hue = (piece.hue > 0).then(|| piece.hue.to_string());
    let selected = shade_class(shade);
    match piece.mention {
        Some((mention_ix, kind)) => html! {
            <span class={classes!("m", label, quoted, selected)} data-mention={mention_ix.to_string()}
                data-kind={kind.as_str()} data-hue={hue} title={words::kind_singular(kind)}>{ &*piece.text }</span>
        },
        None if piece.is_labelled || selected.is_some() || said_by.is_some() => html! {
            <span class={classes!(label, quoted, selected)} data-hue={hue} title={said_by}>{ &*piece.text }</span>
        },
        // No element of its own: a third fewer of them in a screen of text.
        None => html! { &*piece.text },
    }
}

fn shade_class(shade: Shade) -> Option<&'static str> {
    match shade {
        Shade::Plain => None,
        Shade::Found => Some("found"),
        Shade::Selected => Some("selected"),
    }
}

/// Covered words: a block a letter, as many UTF-16 units as the article shows, so that places in the sentence stay.
/// The styles draw them all as long as each other, since "RT" would be told by its length.
fn covered(piece: &Piece, shade: Shade) -> Html {
    let blocks: String = piece.text.chars().map(|c| if c.is_whitespace() { c } else { '█' }).collect();
    html! {
        <span class={classes!("covered", shade_class(shade))} role="img" aria-label="outlet hidden">
            { blocks }
        </span>
    }
}

/// The marks of the prose layout. The slot has its width even when empty, so a first tag moves no word; and it is
/// nothing but that, since each placed box of an untagged sentence costs time at every paint. The words that a screen
/// reader says are an attribute: text of its own, hidden from view, would be laid out with the paragraph at every tag.
fn slot(view: &SentenceView, id: String) -> Html {
    let data_slot = view.ix.to_string();
    if view.spoken.is_empty() {
        return html! { <span class="slot" {id} data-slot={data_slot} /> };
    }
    let notes = extra_marks(view);
    let n_marks = usize::from(view.sign.is_some()) + view.stances.len() + notes.len();
    html! {
        <span class="slot" {id} data-slot={data_slot} data-marks={n_marks.min(MOST_MARKS).to_string()}
            role="img" aria-label={view.spoken.clone()} title={view.spoken.clone()}>
            <span class="marks">
                { for view.sign.map(|sign| html! { <span key="sign">{ sign }</span> }) }
                { for view.stances.iter().enumerate().map(|(ix, stance)| html! {
                    <span key={format!("stance-{ix}")} class={classes!("shape", format!("p{}", stance.position_ix))}>
                        { words::position_shape(stance.position_ix) }
                    </span>
                }) }
                { for notes.into_iter().map(|mark| html! { <span key={mark}>{ mark }</span> }) }
            </span>
        </span>
    }
}

/// The styles have room for so many marks of one sentence; further ones stand over what follows.
const MOST_MARKS: usize = 6;

/// The columns of the list layout: sentiment, stances, the rest.
fn columns(view: &SentenceView, id: String) -> Html {
    let is_tagged = !view.spoken.is_empty();
    let (role, name) = (is_tagged.then_some("img"), is_tagged.then(|| view.spoken.clone()));
    html! {
        <span class="columns" {id} data-slot={view.ix.to_string()} {role} aria-label={name}>
            <span class="column-sign" aria-hidden="true">{ view.sign.unwrap_or("") }</span>
            <span class="column-stances" aria-hidden="true">
                { for view.stances.iter().enumerate().map(|(ix, stance)| html! {
                    <span key={ix} class="stance-line">
                        <span class={classes!("shape", format!("p{}", stance.position_ix))}>
                            { words::position_shape(stance.position_ix) }
                        </span>
                        { " " }{ &*stance.target }<small>{ " " }{ &*stance.holder }</small>
                    </span>
                }) }
                { for view.labels.iter().enumerate().map(|(ix, label)| html! {
                    <small key={format!("label-{ix}")} class="label-line">{ &**label }</small>
                }) }
                { others(view) }
            </span>
            <span class="column-notes" aria-hidden="true">{ extra_marks(view).join(" ") }</span>
        </span>
    }
}

/// What other coders said, as small marks after the sentence's own; nothing unless all layers are shown.
fn others(view: &SentenceView) -> Html {
    html! {
        { for view.others.iter().map(|other| html! {
            <span class="other" key={format!("other-{}", other.coder)} aria-hidden="true"
                title={format!("{}: {}", other.coder, other.spoken)}>
                { &*other.coder }{ " " }{ &other.marks }
            </span>
        }) }
    }
}

fn extra_marks(view: &SentenceView) -> Vec<&'static str> {
    let has_answers = !view.answers.is_empty();
    let (comment, flag) = (view.comment.is_some(), view.is_flagged);
    let marks = [has_answers.then_some("◇"), comment.then_some("¶"), flag.then_some("⚑")];
    marks.into_iter().flatten().collect()
}
