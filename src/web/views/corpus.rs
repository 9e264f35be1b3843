//! The left pane: articles by outlet with their progress, and files in and out.

use super::slices::use_slices;
use super::topbar::CommandButton;
use crate::app::article_state::ArticleState;
use crate::app::queue;
use crate::app::session::Session;
use crate::app::update::Action;
use crate::app::words;
use crate::model::Article;
use crate::text::Set;
use crate::web::focus;
use crate::web::platform::later::later;
use crate::web::store::{ByPtr, use_select_later, use_store};
use std::rc::Rc;
use yew::prelude::*;

/// More entries at once would be seen while a large corpus comes in.
const ENTRIES_AT_ONCE: usize = 30;

/// An article and its place in reading order.
type Listed = (usize, ByPtr<Article>);

/// What stands under one heading, in blocks that are drawn one after the other. A block that is drawn is not looked at
/// again before the list is another one, so ten thousand entries are drawn in the time of their number.
type Group = (Rc<str>, Vec<ByPtr<[Listed]>>);

/// The list of articles.
#[component]
pub(super) fn Corpus() -> Html {
    let store = use_store();
    // The list is read when articles come or go; each line looks after its own progress.
    let listed = use_select_later(|session| (session.list_version(), session.coder().cloned()));
    let is_unfolded = use_state_eq(|| false);
    let groups = {
        let store = store.clone();
        use_memo(listed, move |_| store.read(groups))
    };
    let n_articles: usize = groups.iter().flat_map(|(_, blocks)| blocks).map(|block| block.0.len()).sum();
    let n_blocks: usize = groups.iter().map(|(_, blocks)| blocks.len()).sum();
    let mut n_left = use_slices("", n_blocks, 1, 1);
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
                // With a key like all beside it: one without would have every group drawn anew when one comes in.
                <h2 key="n">{ words::counted(n_articles, "article", "articles") }</h2>
                { for groups.iter().filter_map(|(outlet, blocks)| {
                    let drawn = &blocks[..n_left.min(blocks.len())];
                    n_left -= drawn.len();
                    let (_, first) = drawn.first()?.0.first()?;
                    Some(html! {
                        <div class="outlet" key={first.0.id.as_str()}>
                            <h3>{ if outlet.is_empty() { words::OUTLET_UNKNOWN } else { &**outlet } }</h3>
                            <ul>
                                { for drawn.iter().map(|block| html! {
                                    <Block key={block.0[0].1.0.id.as_str()} block={block.clone()} />
                                }) }
                            </ul>
                        </div>
                    })
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

/// The articles as the list shows them.
fn groups(session: &Session) -> Vec<Group> {
    let mut groups: Vec<(Rc<str>, Vec<Listed>)> = Vec::new();
    let listed = |ix: usize| (ix, ByPtr(session.articles()[ix].article.clone()));
    // What is assigned to who tags here stands first, in the order of the queue.
    let queue = session.queue();
    if !queue.is_empty() {
        groups.push((queue::progress(session, &queue).into(), queue.iter().map(|ix| listed(*ix)).collect()));
    }
    let queued: Set<usize> = queue.iter().copied().collect();
    for ix in (0..session.articles().len()).filter(|ix| !queued.contains(ix)) {
        let outlet = &session.articles()[ix].article.outlet;
        match groups.last_mut().filter(|(name, _)| name == outlet) {
            Some((_, members)) => members.push(listed(ix)),
            None => groups.push((outlet.clone(), vec![listed(ix)])),
        }
    }
    let blocks = |members: Vec<Listed>| members.chunks(ENTRIES_AT_ONCE).map(|block| ByPtr(block.into())).collect();
    groups.into_iter().map(|(name, members)| (name, blocks(members))).collect()
}

#[derive(Properties, PartialEq)]
struct BlockProps {
    block: ByPtr<[Listed]>,
}

/// Some of the articles under a heading.
#[component]
fn Block(props: &BlockProps) -> Html {
    html! {
        <>
            { for props.block.0.iter().map(|(ix, article)| html! {
                <Entry key={article.0.id.as_str()} article_ix={*ix} article={article.clone()} />
            }) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    article_ix: usize,
    article: ByPtr<Article>,
}

/// One article of the list.
#[component]
fn Entry(props: &EntryProps) -> Html {
    let store = use_store();
    let article_ix = props.article_ix;
    // One look for all of it: each line is asked at every key.
    let (counts, is_open) = use_select_later(move |session| {
        let count =
            |state: &ArticleState| (state.n_tagged(), state.n_sentences(), state.document.is_some(), state.is_locked());
        (session.articles().get(article_ix).map(count), session.place().article_ix == article_ix)
    });
    let element = use_node_ref();
    use_effect_with((is_open, element.clone()), |(is_open, element)| {
        if let Some(element) = element.cast::<web_sys::Element>().filter(|_| *is_open) {
            // Asked now, the browser would lay out the list for it, and once more with what comes next.
            later(Box::new(move || focus::to_sight(&element)));
        }
    });
    let (n_tagged, n_sentences, is_read, is_locked) = counts.unwrap_or_default();
    let article = &props.article.0;
    let name = words::article_name(&article.title, &article.text);
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
                <span class="entry-title" dir="auto">{ name }</span>
                <span class="entry-facts">
                    <span>{ words::date(&article.date) }</span>
                    // Words out of sight would be a layer of their own in each line, which every frame would pay for.
                    <span class="count" role="img" aria-label={spoken}>{ progress }</span>
                </span>
                <progress class="bar" max={n_sentences.max(1).to_string()} value={n_tagged.to_string()}
                    aria-hidden="true" />
            </button>
        </li>
    }
}
