//! The timeline: what was done, by whom, when and where, and the way back to any step.

use super::control::Button;
use super::slices::use_slices;
use crate::app::session::{Place, Session};
use crate::app::timeline::{self, Step};
use crate::app::update::Action;
use crate::app::words;
use crate::model::Time;
use crate::web::store::{Store, use_select_later, use_store};
use js_sys::{Array, Intl, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// So many lines are some three frames' work.
const LINES_AT_ONCE: usize = 15;

/// The list with its filter.
#[component]
pub(super) fn History() -> Html {
    let store = use_store();
    use_select_later(|session| session.latest_step());
    let filter = use_state_eq(String::new);
    let n_lines = use_state_eq(|| timeline::N_SHOWN);
    let oninput = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                filter.set(input.value());
            }
        })
    };
    let naming = use_state_eq(|| None::<Rc<str>>);
    let field = use_node_ref();
    use_effect_with((naming.is_some(), field.clone()), |(_, field)| {
        if let Some(field) = field.cast::<HtmlInputElement>() {
            let _ = field.focus();
        }
    });
    let onsubmit = {
        let (store, naming, field) = (store.clone(), naming.clone(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let (Some(step), Some(field)) = ((*naming).clone(), field.cast::<HtmlInputElement>()) {
                naming.set(None);
                store.dispatch(timeline::name_step(step, field.value()));
            }
        })
    };
    let onkeydown = {
        let naming = naming.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                naming.set(None);
            }
        })
    };
    let name_of = |step: &Step, when: &str| {
        if naming.as_ref() == Some(&step.id) {
            return html! {
                <form onsubmit={onsubmit.clone()} onkeydown={onkeydown.clone()}>
                    <input ref={field.clone()} type="text" aria-label="Name of this point" maxlength="80"
                        value={step.name.to_string()} />
                    <button type="submit">{ "Keep the name" }</button>
                </form>
            };
        }
        let (naming, id) = (naming.clone(), step.id.clone());
        let begin = Callback::from(move |_: MouseEvent| naming.set(Some(id.clone())));
        let what = if step.name.is_empty() { "Name this point" } else { "Rename" };
        let name = Some(format!("{what}: {}, {when}", step.what).into());
        html! {
            <span>
                if !step.name.is_empty() { <><b class="point">{ &*step.name }</b>{ " " }</> }
                { Button { name, ..Button::of("link") }.draw(begin, what.into()) }
            </span>
        }
    };
    let left: Vec<String> = store.read(timeline::names_left).iter().map(|point| point.name.to_string()).collect();
    let (steps, n_steps) = store.read(|session| timeline::steps(session, &filter, *n_lines));
    let show_more = {
        let n_lines = n_lines.clone();
        Callback::from(move |_: MouseEvent| n_lines.set(*n_lines + timeline::N_SHOWN))
    };
    // The last part of its view: what stands above comes first.
    let n_drawn = use_slices(&filter, steps.len(), 0, LINES_AT_ONCE);
    let count = match n_steps {
        n if n > steps.len() => format!("{n} steps, the latest {} shown", steps.len()),
        n => words::counted(n, "step", "steps"),
    };
    let shown_time = use_memo(n_drawn > 0, |is_needed| is_needed.then(clock));
    html! {
        <div class="history">
            <label class="field">{ "Filter by who, what, where or name" }
                <input type="search" {oninput} autocomplete="off" />
            </label>
            <p role="status"><small>{ count }</small></p>
            <ol reversed=true>{ for steps.iter().take(n_drawn).map(|step| {
                let when = (*shown_time).as_ref().map_or_else(String::new, |clock| clock(step.at));
                line(&store, step, &when, name_of(step, &when))
            }) }</ol>
            if n_steps > steps.len() {
                <p>{ Button::of("link").draw(show_more, "Show more".into()) }</p>
            }
            if !left.is_empty() {
                <p><small>
                    { "Named points whose steps are no longer kept here: " }
                    { left.join(", ") }
                </small></p>
            }
        </div>
    }
}

fn line(store: &Store, step: &Step, when: &str, name: Html) -> Html {
    let whereabouts = match step.place.and_then(|place| store.read(|session| visit(session, place))) {
        Some(action) => Button::of("link").draw(store.on(action), html! { <>{ &step.whereabouts }</> }),
        None => html! { <>{ &step.whereabouts }</> },
    };
    let back = if step.is_now {
        html! { <small>{ "as it is now" }</small> }
    } else {
        let name = Some(format!("Go back to here: {}, {when}", step.what).into());
        Button { name, ..Button::default() }
            .draw(store.on(timeline::go_back_to(step.id.clone())), "Go back to here".into())
    };
    html! {
        <li key={&*step.id}>
            <time datetime={step.at.to_string()}>{ when }</time>
            <span class="what"><b>{ &step.what }</b>{ " " }{ &*step.who }</span>
            <span class="whereabouts">{ whereabouts }</span>
            { back }
            <span class="naming">{ name }</span>
        </li>
    }
}

fn visit(session: &Session, place: Place) -> Option<Action> {
    let article = session.articles().get(place.article_ix)?.article.id.clone();
    Some(Action::GoTo { article, sentence_ix: place.sentence_ix })
}

/// As the browser's language writes a date and a time, in the time of the place. The browser takes its time over
/// making the words ready, so that is done once and not for each line.
fn clock() -> impl Fn(Time) -> String {
    let options = Object::new();
    for unit in ["year", "month", "day", "hour", "minute", "second"] {
        // A plain object takes everything.
        drop(Reflect::set(&options, &unit.into(), &"numeric".into()));
    }
    let format = Intl::DateTimeFormat::new(&Array::new(), &options).format();
    move |at| {
        let text = format.call1(&JsValue::UNDEFINED, &(at.0 as f64).into());
        text.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}
