//! The left pane: articles by outlet with their progress, and files in and out.

use super::topbar::CommandButton;
use crate::app::queue;
use crate::app::update::Action;
use crate::app::words;
use crate::web::focus;
use crate::web::store::{use_select_later, use_store};
use std::rc::Rc;
use yew::prelude::*;

/// The list of articles.
#[component]
pub(super) fn Corpus() -> Html {
    let store = use_store();
    // The list is read when articles come or go; each line looks after its own progress.
    let (list_version, _) = use_select_later(|session| (session.list_version(), session.coder().cloned()));
    let is_unfolded = use_state_eq(|| false);
    let groups = store.read(|session| {
        let mut groups: Vec<(Rc<str>, Vec<usize>)> = Vec::new();
        // What is assigned to who tags here stands first, in the order of the queue.
        let queue = session.queue();
        if !queue.is_empty() {
            groups.push((queue::progress(session, &queue).into(), queue.clone()));
        }
        let others = session.articles().iter().enumerate().filter(|(ix, _)| !queue.contains(ix));
        for (ix, state) in others {
            let outlet = &state.article.outlet;
            match groups.last_mut().filter(|(name, _)| name == outlet) {
                Some((_, members)) => members.push(ix),
                None => groups.push((outlet.clone(), vec![ix])),
            }
        }
        groups
    });
    let n_articles: usize = groups.iter().map(|(_, members)| members.len()).sum();
    let unfold = {
        let is_unfolded = is_unfolded.clone();
        Callback::from(move |_| is_unfolded.set(!*is_unfolded))
    };
    // In a small window the list lies over the text, and a choice makes way for what was chosen.
    let fold = {
        let is_unfolded = is_unfolded.clone();
        Callback::from(move |_: MouseEvent| is_unfolded.set(false))
    };
    html! {
        <nav class={classes!("corpus", is_unfolded.then_some("unfolded"))} aria-label="Corpus">
            <button type="button" class="unfold" aria-expanded={is_unfolded.to_string()} onclick={unfold}>
                { format!("Articles ({n_articles})") }
            </button>
            <div class="corpus-body">
                <div class="articles" onclick={fold}>
                <h2>{ words::counted(n_articles, "article", "articles") }</h2>
                { for groups.into_iter().map(|(outlet, members)| html! {
                    <div class="outlet" key={format!("{list_version} {outlet}")}>
                        <h3>{ if outlet.is_empty() { words::OUTLET_UNKNOWN } else { &*outlet } }</h3>
                        <ul>
                            { for members.into_iter().map(|article_ix| html! {
                                <Entry key={article_ix} {article_ix} />
                            }) }
                        </ul>
                    </div>
                }) }
                </div>
                <div class="files">
                    <CommandButton id="add-articles" label="Add articles" />
                    <CommandButton id="download-json" label="Download JSON" />
                    <CommandButton id="download-csv" label="Download CSV" />
                </div>
            </div>
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    article_ix: usize,
}

/// One article of the list.
#[component]
fn Entry(props: &EntryProps) -> Html {
    let store = use_store();
    let article_ix = props.article_ix;
    let counts = use_select_later(move |session| {
        session
            .articles()
            .get(article_ix)
            .map(|state| (state.n_tagged(), state.n_sentences(), state.document.is_some(), state.is_locked()))
    });
    let is_open = use_select_later(move |session| session.place().article_ix == article_ix);
    let element = use_node_ref();
    use_effect_with((is_open, element.clone()), |(is_open, element)| {
        if let Some(element) = element.cast::<web_sys::Element>().filter(|_| *is_open) {
            focus::to_sight(&element);
        }
    });
    let (n_tagged, n_sentences, is_read, is_locked) = counts.unwrap_or_default();
    let Some((name, article)) = store.read(|session| {
        session.articles().get(article_ix).map(|state| (session.article_name(article_ix), state.article.clone()))
    }) else {
        return html! { <li hidden=true /> };
    };
    let action = Action::OpenArticle(article.id.clone());
    let lock = if is_locked { " · locked" } else { "" };
    let progress = if is_read { format!("{n_tagged} / {n_sentences}{lock}") } else { "reading…".to_owned() };
    let lock = if is_locked { "locked, " } else { "" };
    let spoken =
        format!("{lock}{n_tagged} of {} tagged", words::counted(n_sentences as usize, "sentence", "sentences"));
    html! {
        <li>
            <button type="button" class="entry" ref={element} aria-current={is_open.then_some("true")}
                onclick={store.on(action)}>
                <span class="entry-title">{ name }</span>
                <span class="entry-facts">
                    <span>{ words::date(&article.date) }</span>
                    <span class="count" aria-hidden="true">{ progress }</span>
                    <span class="spoken">{ spoken }</span>
                </span>
                <progress class="bar" max={n_sentences.max(1).to_string()} value={n_tagged.to_string()}
                    aria-hidden="true" />
            </button>
        </li>
    }
}
