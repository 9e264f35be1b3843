//! The middle pane: the open article with its heading.

use super::body::Body;
use super::control::Button;
use super::kbd::{kbd, key_of};
use super::legend::legend;
use super::topbar::CommandButton;
use crate::app::article_state::Chunk;
use crate::app::prefs::Prefs;
use crate::app::words;
use crate::model::{Article, Sight};
use crate::web::mouse;
use crate::web::store::{ByPtr, Store, use_select, use_select_later, use_store};
use yew::prelude::*;

/// What the middle pane shows, apart from the sentences themselves.
#[derive(Clone, PartialEq)]
struct Shown {
    article: ByPtr<Article>,
    article_ix: usize,
    chunks: ByPtr<[Chunk]>,
    n_mentions: usize,
    prefs: Prefs,
}

/// The middle pane.
#[component]
pub(super) fn Reader() -> Html {
    let store = use_store();
    let shown = use_select(|session| {
        session.article().map(|state| Shown {
            article: ByPtr(state.article.clone()),
            article_ix: session.place().article_ix,
            chunks: ByPtr(state.chunks.clone()),
            n_mentions: state.mentions.len(),
            prefs: session.prefs().clone(),
        })
    });
    // The heading has it.
    use_select_later(|session| {
        let counts = session.article().map(|state| (state.n_tagged(), state.lock));
        (counts, session.coder().cloned())
    });
    let onclick = {
        let store = store.clone();
        Callback::from(move |event: MouseEvent| mouse::click(&store, &event))
    };
    let onmousedown = Callback::from(|event: MouseEvent| mouse::press_button(&event));
    let onpointerdown = Callback::from(|_: PointerEvent| mouse::press());
    let onpointerup = {
        let store = store.clone();
        Callback::from(move |_: PointerEvent| mouse::take_selection(&store))
    };
    let Some(shown) = shown else {
        return html! {
            <main class="text" id="article" aria-label="Article">
                <div class="sheet empty">
                    <h1>{ "No articles yet" }</h1>
                    <p>{ "Add articles by pasting their text, or drop files anywhere on this page." }</p>
                    <CommandButton id="add-articles" label="Add the first article" />
                </div>
            </main>
        };
    };
    let Shown { article, article_ix, chunks, prefs, .. } = shown;
    let mut sheet_class = classes!("sheet", prefs.layout.word(), prefs.reading.word());
    sheet_class.extend(prefs.hidden.iter().map(|kind| format!("hide-{kind}")));
    let lang = (!article.0.lang.is_empty()).then(|| article.0.lang.to_string());
    html! {
        <main class="text" id="article" aria-label="Article">
            <div class={sheet_class} {lang} {onclick} {onmousedown} {onpointerdown} {onpointerup}>
                { heading(&store, &article.0) }
                { legend(&store) }
                <Body key={format!("{} {}", article.0.id, prefs.layout.word())} {article_ix} {chunks}
                    layout={prefs.layout} n_bytes={article.0.text.len()} />
            </div>
        </main>
    }
}

/// Outlet, date, title and counts of the open article.
fn heading(store: &Store, article: &Article) -> Html {
    let (name, n_tagged, n_sentences) = store.read(|session| {
        let counts = session.article().map(|state| (state.n_tagged(), state.n_sentences()));
        let (n_tagged, n_sentences) = counts.unwrap_or_default();
        (session.article_name(session.place().article_ix), n_tagged, n_sentences)
    });
    let (is_open, lock) = store.read(|session| {
        let sight = session.sight(session.place().article_ix);
        let is_locked = session.article().is_some_and(|state| state.is_locked());
        let lock = if is_locked { "Locked: open again" } else { "Lock article" };
        (sight == Sight::Open, session.coder().map(|_| lock))
    });
    let n_left_out = article.source.dropped.iter().filter(|dropped| !dropped.text.trim().is_empty()).count();
    let outlet = if article.outlet.is_empty() { words::OUTLET_UNKNOWN } else { &*article.outlet };
    html! {
        <header>
            <p class="facts">
                <b>{ outlet }</b>
                if !article.date.is_empty() { <span>{ words::date(&article.date) }</span> }
                if !article.author.is_empty() { <span>{ &*article.author }</span> }
                <span>
                    { words::counted(n_sentences as usize, "sentence", "sentences") }{ format!(", {n_tagged} tagged") }
                </span>
                if n_left_out > 0 {
                    { Button::of("link").draw(
                        store.command("left-out"),
                        words::counted(n_left_out, "line left out", "lines left out").into(),
                    ) }
                }
                if is_open {
                    { Button::of("link").draw(store.command("details"), "Edit details".into()) }
                }
                if let Some(lock) = lock {
                    { Button::of("link").draw(store.command("lock"), html! { <>{ lock }{ kbd(key_of("lock")) }</> }) }
                }
            </p>
            <h1 class={article.title.is_empty().then_some("untitled")} dir="auto">{ name }</h1>
        </header>
    }
}
