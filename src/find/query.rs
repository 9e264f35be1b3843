//! What may be typed to find sentences: words, "phrases", /patterns/ and fields, all of which must hold.
//!
//! `outlet:rt sentiment:negative -target:nato "frozen conflict" /sanction(s|ed)/ untagged`. Reads the notation only;
//! what a field's value means is for those who hold the tags.

use crate::text::folded;
use std::fmt;
use std::rc::Rc;

/// A query, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentenceQuery {
    /// All must hold.
    pub terms: Vec<Term>,
}

/// One thing that must hold of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it must, or must not: `-` stands before the latter.
    pub sense: Sense,
    /// What.
    pub what: What,
}

/// Whether a term must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// It must.
    Wanted,
    /// It must not.
    Unwanted,
}

/// What a term is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Words as they stand, or a pattern with its slashes: what [`super::Query`] reads.
    Text(Rc<str>),
    /// A field with its value.
    Field(Field, Rc<str>),
    /// Whether there is a tag of some kind at all.
    State(State),
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// As typed.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            fn read(word: &str) -> Option<$name> {
                let word = folded(word);
                $name::ALL.iter().copied().find(|known| *known.word() == *word)
            }
        }
    )*};
}
words! {
    /// A field that takes a value.
    Field {
        /// Who published the article.
        Outlet = "outlet",
        /// The article's title.
        Title = "title",
        /// A value of the sentiment scale.
        Sentiment = "sentiment",
        /// A position.
        Stance = "stance",
        /// What a stance is toward.
        Target = "target",
        /// Whose stance it is.
        Holder = "holder",
        /// A span label.
        Label = "label",
        /// The coder whose tags are meant.
        By = "by",
        /// A thing named in the sentence.
        Name = "name",
        /// Who speaks the sentence.
        Speaker = "speaker",
    }
    /// A word about tags.
    State {
        /// It has a sentiment, a stance or a label.
        Tagged = "tagged",
        /// It has none of them.
        Untagged = "untagged",
        /// It waits for the adjudicator.
        Flagged = "flagged",
        /// It has a note.
        Commented = "commented",
    }
}

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// There is no such field.
    UnknownField(String),
    /// The value is still to be typed.
    NoValue(Field),
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QueryError::UnknownField(name) => {
                let known: Vec<&str> = Field::ALL.iter().map(|field| field.word()).collect();
                write!(
                    f,
                    "There is no field {name}. Fields: {}. Put text that has a colon in \"quotation marks\".",
                    known.join(", ")
                )
            }
            QueryError::NoValue(field) => {
                write!(f, "Type what {} is to be, without a space after the colon.", field.word())
            }
        }
    }
}

impl std::error::Error for QueryError {}

impl SentenceQuery {
    /// Reads what was typed; an empty text has no terms.
    ///
    /// # Errors
    /// At a field that there is not, or that has no value.
    pub fn read(typed: &str) -> Result<SentenceQuery, QueryError> {
        let mut terms = Vec::new();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let after = rest.strip_prefix('-').filter(|after| after.starts_with(|c: char| !c.is_whitespace()));
            let sense = if after.is_some() { Sense::Unwanted } else { Sense::Wanted };
            let (what, after) = term(after.unwrap_or(rest))?;
            terms.extend(what.map(|what| Term { sense, what }));
            rest = after.trim_start();
        }
        Ok(SentenceQuery { terms })
    }

    /// The terms about the text, in order.
    pub fn texts(&self) -> impl Iterator<Item = (Sense, &Rc<str>)> {
        self.terms.iter().filter_map(|term| match &term.what {
            What::Text(text) => Some((term.sense, text)),
            _ => None,
        })
    }

    /// Whether some text must be there, so that matches can be marked.
    pub fn wants_text(&self) -> bool {
        self.texts().any(|(sense, _)| sense == Sense::Wanted)
    }
}

/// One term from the beginning of `rest`, and what follows it.
fn term(rest: &str) -> Result<(Option<What>, &str), QueryError> {
    if let Some(end) = pattern_end(rest) {
        return Ok((Some(What::Text(rest[..end].into())), &rest[end..]));
    }
    if rest.starts_with(is_quote) {
        let (phrase, after) = value(rest);
        return Ok(((!phrase.trim().is_empty()).then(|| What::Text(phrase.trim().into())), after));
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let word = &rest[..end];
    if let Some((name, typed)) = word.split_once(':')
        && !name.is_empty()
        && name.chars().all(char::is_alphabetic)
        && !typed.starts_with("//")
    {
        let Some(field) = Field::read(name) else { return Err(QueryError::UnknownField(name.to_owned())) };
        let (value, after) = value(&rest[name.len() + 1..]);
        if value.trim().is_empty() {
            return Err(QueryError::NoValue(field));
        }
        return Ok((Some(What::Field(field, value.trim().into())), after));
    }
    let what = State::read(word).map_or_else(|| What::Text(word.into()), What::State);
    Ok((Some(what), &rest[end..]))
}

/// A value up to white space, or between quotation marks; one that is still open reaches to the end.
fn value(rest: &str) -> (&str, &str) {
    let Some(first) = rest.chars().next().filter(|c| is_quote(*c)) else {
        return rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
    };
    let inside = &rest[first.len_utf8()..];
    match inside.char_indices().find(|(_, c)| is_quote(*c)) {
        Some((at, c)) => (&inside[..at], &inside[at + c.len_utf8()..]),
        None => (inside, ""),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// Where a pattern ends that begins here: at a slash before white space or the end, with `c` behind it or not.
fn pattern_end(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('/')?;
    let ends = |at: usize| {
        let after = &inside[at + 1..];
        let after = after.strip_prefix('c').filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(after);
        (after.is_empty() || after.starts_with(char::is_whitespace)).then(|| rest.len() - after.len())
    };
    inside.match_indices('/').filter(|(at, _)| *at > 0).find_map(|(at, _)| ends(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terms in a short notation: `+` or `-`, then the text, `field=value` or `is state`.
    fn read(typed: &str) -> String {
        let query = match SentenceQuery::read(typed) {
            Ok(query) => query,
            Err(error) => return format!("{error:?}"),
        };
        let terms = query.terms.iter().map(|term| {
            let sign = if term.sense == Sense::Wanted { '+' } else { '-' };
            match &term.what {
                What::Text(text) => format!("{sign}{text}"),
                What::Field(field, value) => format!("{sign}{}={value}", field.word()),
                What::State(state) => format!("{sign}is {}", state.word()),
            }
        });
        terms.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_phrases_patterns_and_fields_are_told_apart() {
        for (typed, terms) in [
            ("", ""),
            ("rain  fell", "+rain|+fell"),
            ("\"rain fell\" today", "+rain fell|+today"),
            ("“rain fell", "+rain fell"),
            ("-rain - -", "-rain|+-|+-"),
            ("/rain (fell|falls)/ now", "+/rain (fell|falls)/|+now"),
            ("-/Rain/c", "-/Rain/c"),
            ("/km/h/ x", "+/km/h/|+x"),
            ("km/h /open", "+km/h|+/open"),
            ("outlet:rt -Target:\"EU leaders\" untagged", "+outlet=rt|-target=EU leaders|+is untagged"),
            ("\"untagged\" -flagged", "+untagged|-is flagged"),
            ("at 10:30 https://example.org", "+at|+10:30|+https://example.org"),
            ("colour:red", "UnknownField(\"colour\")"),
            ("rain outlet:", "NoValue(Outlet)"),
            ("outlet: rt", "NoValue(Outlet)"),
        ] {
            assert_eq!(read(typed), terms, "{typed}");
        }
    }
}
