//! Lines of codes (`sentiment=negative`, `stance=favor;holder=e:diaz;target=t:dam`) back into what they say.
//!
//! The inverse of what the writers make; a line that is not of theirs is somebody's category.

use crate::model::{Body, ConceptId, EntityId, Holder, LabelId, Lock, MentionAction, Target, Unit, VariableId};

/// What a line says, of this unit unless it names another; `None` if it is no line of codes.
pub(in crate::format) fn body_of(line: &str, unit: Unit) -> Option<Body> {
    let parts = parts(line)?;
    let named: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Some(match named.as_slice() {
        [("sentiment", value)] => Body::Sentiment((*value).into()),
        [("stance", position), ("holder", holder), ("target", target)] => stance(position, holder, target)?,
        [("label", label)] => Body::Span(LabelId::new(*label)),
        [("comment", text)] => Body::Comment((*text).into()),
        [("flag", text)] => Body::Flag((*text).into()),
        [("speaker", entity)] => Body::Speaker((!entity.is_empty()).then(|| EntityId::new(*entity))),
        [("lock", state)] => Body::Lock(lock(state)?),
        [("name", action), ("kind", kind), rest @ ..] => {
            let entity = match rest {
                [("entity", entity)] => Some(EntityId::new(*entity)),
                _ => None,
            };
            Body::Mention { action: action_named(action)?, kind: kind.parse().ok()?, entity }
        }
        [(name, value), rest @ ..] => {
            let unit = match rest {
                [] => unit,
                [("unit", named)] => Unit::ALL.into_iter().find(|unit| unit.name() == *named)?,
                _ => return None,
            };
            let key = if name.starts_with("v:") { (*name).to_owned() } else { format!("v:{}", key_of(name)?) };
            Body::Variable { variable: VariableId::new(key), unit, value: (*value).into() }
        }
        _ => return None,
    })
}

/// A stance by the ids of its parts; `None` if the target is neither an entity's nor a concept's.
pub(super) fn stance(position: &str, holder: &str, target: &str) -> Option<Body> {
    let holder = match holder {
        "outlet" => Holder::Outlet,
        id if id.starts_with("e:") => Holder::Entity(EntityId::new(id)),
        _ => Holder::Unknown,
    };
    let target = match target.get(..2)? {
        "e:" => Target::Entity(EntityId::new(target)),
        "t:" => Target::Concept(ConceptId::new(target)),
        _ => return None,
    };
    Some(Body::Stance { holder, target, position: position.into() })
}

/// A lock as files name it.
pub(super) fn lock(state: &str) -> Option<Lock> {
    match state {
        "locked" => Some(Lock::Locked),
        "reopened" => Some(Lock::Reopened),
        _ => None,
    }
}

/// What a correction does, as files name it.
pub(super) fn action_named(action: &str) -> Option<MentionAction> {
    Some(match action {
        "add" => MentionAction::Add,
        "remove" => MentionAction::Remove,
        "retype" => MentionAction::Retype,
        "link" => MentionAction::Link,
        _ => return None,
    })
}

/// What an id has behind its prefix: small letters and digits of any script with hyphens between words; `None` if
/// there are none. What could be an id as it stands is one, so that our own come back.
pub(in crate::format) fn key_of(name: &str) -> Option<String> {
    let is_id = |c: char| !c.is_uppercase() && !c.is_whitespace() && !c.is_control() && c != '_';
    if !name.is_empty() && name.chars().all(is_id) {
        return Some(name.to_owned());
    }
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    (!out.is_empty()).then_some(out)
}

/// Names and values of a line; `None` if a part has no `=` or two of them.
pub(super) fn parts(line: &str) -> Option<Vec<(String, String)>> {
    let mut parts = Vec::new();
    let (mut name, mut now) = (None, String::new());
    let mut letters = line.chars();
    loop {
        match letters.next() {
            Some('\\') => now.push(match letters.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let hex: String = letters.by_ref().take(4).collect();
                    char::from_u32(u32::from_str_radix(&hex, 16).ok()?)?
                }
                other => other,
            }),
            Some('=') if name.is_none() => name = Some(std::mem::take(&mut now)),
            Some('=') => return None,
            Some(';') => parts.push((name.take()?, std::mem::take(&mut now))),
            Some(other) => now.push(other),
            None => {
                parts.push((name.take()?, now));
                return Some(parts);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_codes_are_read_back() {
        let said = |line| body_of(line, Unit::Sentence);
        assert_eq!(said("comment=a\\=b\\; c\\\\\\nd"), Some(Body::Comment("a=b; c\\\nd".into())));
        assert_eq!(said("flag=\\u2028\\u000b\\\\u"), Some(Body::Flag("\u{2028}\u{b}\\u".into())));
        assert_eq!(said("sentiment=negative"), Some(Body::Sentiment("negative".into())));
        let target = Target::Concept(ConceptId::new("t:dam"));
        let stance = Body::Stance { holder: Holder::Outlet, target, position: "favor".into() };
        assert_eq!(said("stance=favor;holder=outlet;target=t:dam"), Some(stance));
        let frame = Body::Variable { variable: VariableId::new("v:frame"), unit: Unit::Sentence, value: "war".into() };
        assert_eq!(said("v:frame=war"), Some(frame));
        for other in ["", "favor", "a;b", "a=b=c", "stance=favor;holder=outlet;target=dam", "x\\"] {
            assert_eq!(said(other), None, "{other}");
        }
    }
}
