//! Guidelines as they are read: blocks of Markdown as elements.

use crate::app::codebook::markdown::{Block, Style, Words, blocks};
use yew::prelude::*;

/// The text's blocks.
pub(super) fn markdown(text: &str) -> Html {
    blocks(text).iter().map(block).collect()
}

fn block(block: &Block) -> Html {
    let items = |items: &[Vec<Words>]| items.iter().map(|item| html! { <li>{ words(item) }</li> }).collect::<Html>();
    match block {
        // The page has headings of two levels above these.
        Block::Heading(1, of) => html! { <h3>{ words(of) }</h3> },
        Block::Heading(_, of) => html! { <h4>{ words(of) }</h4> },
        Block::Paragraph(of) => html! { <p>{ words(of) }</p> },
        Block::Dots(of) => html! { <ul>{ items(of) }</ul> },
        Block::Numbers(of) => html! { <ol>{ items(of) }</ol> },
        Block::Quote(of) => html! { <blockquote>{ words(of) }</blockquote> },
    }
}

fn words(words: &[Words]) -> Html {
    let one = |words: &Words| {
        let text = &*words.text;
        match words.style {
            Style::Plain => html! { { text } },
            Style::Strong => html! { <strong>{ text }</strong> },
            Style::Emphasis => html! { <em>{ text }</em> },
            Style::Literal => html! { <code>{ text }</code> },
        }
    };
    words.iter().map(one).collect()
}
