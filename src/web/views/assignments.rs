//! Who codes what: a draft of the assignments to look at and to change by hand, before it is applied.

use super::control::Button;
use crate::app::assign::{Shares, Sharing, share_out};
use crate::app::queue;
use crate::app::words;
use crate::model::{ArticleId, CoderId};
use crate::web::store::{ByPtr, Store, use_select_later, use_store};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Articles, a coder's name and id, as the table needs them.
#[derive(PartialEq)]
struct Shown {
    articles: Vec<(ArticleId, String)>,
    coders: Vec<(CoderId, Rc<str>)>,
    assigned: Shares,
    seed: Rc<str>,
}

impl Shown {
    fn of(store: &Store) -> Shown {
        store.read(|session| {
            let project = session.project();
            let articles = session.articles().iter().enumerate();
            Shown {
                articles: articles.map(|(ix, state)| (state.article.id.clone(), session.article_name(ix))).collect(),
                coders: project.coders.values().map(|coder| (coder.id.clone(), coder.name.clone())).collect(),
                assigned: project.plan.assignments.clone(),
                seed: project.id.clone(),
            }
        })
    }
}

/// What the controls say.
#[derive(Clone, PartialEq)]
struct Choice {
    sharing: Sharing,
    percent: u32,
    left_out: Vec<CoderId>,
    /// Changed by hand, or what stands.
    drafted: Option<Shares>,
}

impl Choice {
    /// The shares that the controls ask for.
    fn shares(&self, shown: &Shown) -> Shares {
        self.drafted.clone().unwrap_or_else(|| {
            let articles: Vec<ArticleId> = shown.articles.iter().map(|(id, _)| id.clone()).collect();
            let coders = shown.coders.iter().map(|(id, _)| id).filter(|id| !self.left_out.contains(id));
            share_out(&articles, &coders.cloned().collect::<Vec<_>>(), self.sharing, &shown.seed)
        })
    }
}

/// The section's content.
#[component]
pub(super) fn Assignments() -> Html {
    let store = use_store();
    use_select_later(|session| ByPtr(session.project().clone()));
    let shown = Shown::of(&store);
    let choice = use_state_eq(|| {
        let drafted = Some(shown.assigned.clone()).filter(|assigned| !assigned.is_empty());
        Choice { sharing: Sharing::Overlap(20), percent: 20, left_out: Vec::new(), drafted }
    });
    let name = use_node_ref();
    let shares = choice.shares(&shown);
    let set = |change: Rc<dyn Fn(&mut Choice)>| {
        let choice = choice.clone();
        Callback::from(move |()| {
            let mut next = (*choice).clone();
            change(&mut next);
            choice.set(next);
        })
    };
    let add = {
        let (store, name) = (store.clone(), name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(name) = name.cast::<HtmlInputElement>() {
                store.dispatch(queue::add_coder(name.value()));
                name.set_value("");
            }
        })
    };
    let radio = |sharing: Sharing, is_chosen: bool, label: String| {
        let on = set(Rc::new(move |choice: &mut Choice| (choice.sharing, choice.drafted) = (sharing, None)));
        html! {
            <label class="choice">
                <input type="radio" name="sharing" checked={is_chosen} onchange={on.reform(|_: Event| ())} />{ label }
            </label>
        }
    };
    let on_percent = {
        let choice = choice.clone();
        Callback::from(move |event: Event| {
            let percent = event.target_unchecked_into::<HtmlInputElement>().value().parse().unwrap_or(20).min(100);
            choice.set(Choice { percent, sharing: Sharing::Overlap(percent), drafted: None, ..(*choice).clone() });
        })
    };
    let is_new = shares != shown.assigned && !shares.is_empty();
    html! {
        <>
            <p>{ summary(&shown, &shown.assigned, "Assigned") }</p>
            <form class="row" onsubmit={add}>
                <label>{ "Another coder" }<input ref={name} type="text" maxlength="60" autocomplete="off" /></label>
                <button type="submit">{ "Add coder" }</button>
            </form>
            <fieldset>
                <legend>{ "Coders" }</legend>
                { for shown.coders.iter().map(|(id, name)| {
                    let coder = id.clone();
                    let on = set(Rc::new(move |choice: &mut Choice| {
                        match choice.left_out.iter().position(|id| *id == coder) {
                            Some(ix) => drop(choice.left_out.remove(ix)),
                            None => choice.left_out.push(coder.clone()),
                        }
                        choice.drafted = None;
                    }));
                    html! {
                        <label class="choice" key={id.as_str()}>
                            <input type="checkbox" checked={!choice.left_out.contains(id)}
                                onchange={on.reform(|_: Event| ())} />{ &**name }
                        </label>
                    }
                }) }
            </fieldset>
            <fieldset>
                <legend>{ "Sharing" }</legend>
                { radio(Sharing::All, choice.sharing == Sharing::All, "Every article to every coder".into()) }
                { radio(Sharing::Overlap(choice.percent), choice.sharing != Sharing::All,
                    "Some to every coder, for reliability; the rest shared out".into()) }
                <label class="choice">
                    { "Articles for every coder, in per cent" }
                    <input type="number" min="0" max="100" value={choice.percent.to_string()} onchange={on_percent} />
                </label>
            </fieldset>
            if !shown.coders.is_empty() {
                { table(&shown, &shares, &choice) }
                <p role="status">
                    { summary(&shown, &shares, if is_new { "Not applied yet" } else { "As assigned" }) }
                </p>
            }
            <div class="row">
                if is_new {
                    { Button::of("primary").draw(store.on(queue::assign(shares.clone())), "Apply assignments".into()) }
                }
                if !shown.assigned.is_empty() {
                    { Button::default().draw(store.on(queue::assign(Shares::new())), "Take assignments away".into()) }
                }
            </div>
        </>
    }
}

/// Articles by coders, with a box for each.
fn table(shown: &Shown, shares: &Shares, choice: &UseStateHandle<Choice>) -> Html {
    let toggle = |article: &ArticleId, coder: &CoderId| {
        let (choice, shares, article, coder) = (choice.clone(), shares.clone(), article.clone(), coder.clone());
        Callback::from(move |_: Event| {
            let mut shares = shares.clone();
            let mut queue: Vec<ArticleId> = shares.get(&coder).map_or_else(Vec::new, |queue| queue.to_vec());
            match queue.iter().position(|id| *id == article) {
                Some(ix) => drop(queue.remove(ix)),
                None => queue.push(article.clone()),
            }
            shares.insert(coder.clone(), queue.into());
            choice.set(Choice { drafted: Some(shares), ..(*choice).clone() });
        })
    };
    html! {
        <div class="scroll" role="region" aria-label="Draft of the assignments" tabindex="0">
            <table class="assignments">
                <thead>
                    <tr>
                        <th scope="col">{ "Article" }</th>
                        { for shown.coders.iter().map(|(id, name)| html! {
                            <th scope="col" key={id.as_str()}>{ &**name }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { for shown.articles.iter().map(|(article, title)| html! {
                        <tr key={article.as_str()}>
                            <th scope="row" dir="auto">{ title }</th>
                            { for shown.coders.iter().map(|(coder, name)| html! {
                                <td key={coder.as_str()}>
                                    <input type="checkbox" aria-label={format!("{title}: {name}")}
                                        checked={shares.get(coder).is_some_and(|queue| queue.contains(article))}
                                        onchange={toggle(article, coder)} />
                                </td>
                            }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// "Assigned: Ana 5 articles, Ben 5 articles; 2 articles to several, 0 to nobody."
fn summary(shown: &Shown, shares: &Shares, what: &str) -> String {
    if shares.is_empty() {
        return "Nothing is assigned: every coder sees all articles alike.".to_owned();
    }
    let count = |n: usize| words::counted(n, "article", "articles");
    let by_coder: Vec<String> =
        shares.iter().map(|(id, queue)| format!("{} {}", name_of(shown, id), count(queue.len()))).collect();
    let n_coders = |id: &ArticleId| shares.values().filter(|queue| queue.contains(id)).count();
    let counts: Vec<usize> = shown.articles.iter().map(|(id, _)| n_coders(id)).collect();
    let n_several = counts.iter().filter(|n| **n > 1).count();
    let n_nobody = counts.iter().filter(|n| **n == 0).count();
    format!("{what}: {}; {} to several coders, {} to nobody.", by_coder.join(", "), count(n_several), count(n_nobody))
}

fn name_of(shown: &Shown, id: &CoderId) -> Rc<str> {
    let coder = shown.coders.iter().find(|(of, _)| of == id);
    coder.map_or_else(|| id.as_str().into(), |(_, name)| name.clone())
}
