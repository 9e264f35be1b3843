//! Checks a value against our JSON Schema. Knows the keywords that the schema uses and panics at any other,
//! so a rule cannot be passed over. A crate for it would bring seventy more, and switch on features of
//! `regex` that the page does without. The browser tests check the same schema with a full validator.

use regex::Regex;
use serde_json::Value;

/// The schema of the project file.
pub(crate) fn project_schema() -> Value {
    serde_json::from_str(include_str!("../../schema/standpoint-1.schema.json")).expect("the schema is JSON")
}

/// Where and how `value` breaks the schema.
pub(crate) fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "", &mut found);
    // Of a row whose article is in the file the schema knows more, and cannot say when.
    let rows = |name: &str| value[name].as_array().map_or(&[][..], Vec::as_slice);
    let articles: Vec<&Value> = rows("articles").iter().map(|article| &article["id"]).collect();
    let annotations = rows("annotations").iter().filter(|row| articles.contains(&&row["article"]));
    annotations.for_each(|row| found.extend(violations_of_place(schema, row)));
    found
}

/// Where and how a row breaks what the schema says of one that has a place.
pub(crate) fn violations_of_place(schema: &Value, row: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, &schema["$defs"]["placed"], row, "/annotation", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        let mut fail = |is_fine: bool| {
            if !is_fine {
                found.push(format!(
                    "{path}: {keyword} {rule}, found {}",
                    value.to_string().chars().take(90).collect::<String>()
                ));
            }
        };
        let number = rule.as_u64().unwrap_or(0);
        match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "$defs" | "then" => {}
            "$ref" => {
                let pointer = rule.as_str().expect("a reference is a string").trim_start_matches('#');
                check(root, root.pointer(pointer).expect("the reference leads somewhere"), value, path, found);
            }
            "type" => fail(match rule.as_str().expect("one type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                other => panic!("unknown type {other}"),
            }),
            "enum" => fail(rule.as_array().expect("a list").contains(value)),
            "const" => fail(rule == value),
            "pattern" => {
                let pattern = Regex::new(rule.as_str().expect("a string")).expect("a pattern");
                fail(value.as_str().is_none_or(|text| pattern.is_match(text)));
            }
            "minLength" => fail(value.as_str().is_none_or(|text| text.chars().count() as u64 >= number)),
            "maxLength" => fail(value.as_str().is_none_or(|text| text.chars().count() as u64 <= number)),
            "minimum" => fail(value.as_f64().is_none_or(|n| n >= number as f64)),
            "maximum" => fail(value.as_f64().is_none_or(|n| n <= number as f64)),
            "uniqueItems" => {
                fail(value.as_array().is_none_or(|all| (1..all.len()).all(|ix| !all[..ix].contains(&all[ix]))))
            }
            "required" => fail(value.as_object().is_none_or(|fields| has_all(fields, rule))),
            "dependentRequired" => fail(value.as_object().is_none_or(|fields| {
                rule.as_object()
                    .expect("an object")
                    .iter()
                    .all(|(name, rule)| !fields.contains_key(name) || has_all(fields, rule))
            })),
            "properties" => {
                for (name, rule) in rule.as_object().expect("an object") {
                    if let Some(field) = value.get(name) {
                        check(root, rule, field, &format!("{path}/{name}"), found);
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                let is_other = |name: &str| known.is_none_or(|known| !known.contains_key(name));
                for (name, field) in value.as_object().into_iter().flatten().filter(|(name, _)| is_other(name)) {
                    check(root, rule, field, &format!("{path}/{name}"), found);
                }
            }
            "items" => {
                for (ix, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}/{ix}"), found);
                }
            }
            "allOf" => rule.as_array().expect("a list").iter().for_each(|rule| check(root, rule, value, path, found)),
            "oneOf" => {
                let n_fit = rule.as_array().expect("a list").iter().filter(|rule| fits(root, rule, value)).count();
                fail(n_fit == 1);
            }
            "if" => {
                if fits(root, rule, value) {
                    check(root, &schema["then"], value, path, found);
                }
            }
            other => panic!("this checker does not know the keyword {other}"),
        }
    }
}

fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let mut found = Vec::new();
    check(root, schema, value, "", &mut found);
    found.is_empty()
}

fn has_all(fields: &serde_json::Map<String, Value>, names: &Value) -> bool {
    names.as_array().expect("a list").iter().all(|name| fields.contains_key(name.as_str().expect("a name")))
}
