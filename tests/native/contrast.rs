//! The colours of `styles/tokens.css` keep their contrast: 7:1 in the text, 4.5:1 elsewhere, 3:1 for lines and shapes.
//!
//! The formula is that of WCAG 2.2, "relative luminance" and "contrast ratio".

use std::collections::BTreeMap;

type Palette = BTreeMap<String, [u8; 3]>;

/// Text colours, the grounds they may stand on, and the least contrast.
const PAIRS: &[(&[&str], &[&str], f64)] = &[
    (&["ink"], &["paper", "raised", "sunk", "band", "chosen", "label"], 7.0),
    (&["ink"], &["tint-1", "tint-2", "tint-3", "tint-4", "tint-5", "tint-6", "tint-7", "tint-8"], 7.0),
    (&["soft", "faint"], &["paper", "raised", "sunk", "band", "accent-soft"], 4.5),
    (&["accent", "favor", "against", "neutral", "unclear", "bad"], &["paper", "raised", "sunk", "band"], 4.5),
    (&["on-accent"], &["accent"], 4.5),
    (&["person", "org", "place", "norp", "time", "money", "event"], &["paper", "band"], 3.0),
    (&["focus", "edge", "good"], &["paper", "raised"], 3.0),
];

#[test]
fn every_pair_of_colours_can_be_told_apart() {
    let mut faults = Vec::new();
    for (theme, palette) in palettes() {
        for (texts, grounds, least) in PAIRS {
            for (text, ground) in texts.iter().flat_map(|text| grounds.iter().map(move |ground| (*text, *ground))) {
                let ratio = contrast(palette[text], palette[ground]);
                if ratio < *least {
                    faults.push(format!("{theme}: --{text} on --{ground} is {ratio:.2}:1, expected {least}:1"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_chosen_dark_theme_is_the_same_as_the_systems() {
    let [_, (_, of_system), (_, chosen)] = palettes();
    assert_eq!(of_system, chosen);
}

#[test]
fn contrast_is_that_of_the_guidelines() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
    // #767676 on white is the lightest grey that passes 4.5:1.
    assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.005);
}

/// The light colours, and the dark ones as they follow the system and as they are chosen.
fn palettes() -> [(&'static str, Palette); 3] {
    let css = include_str!("../../styles/tokens.css");
    let block = |selector: &str| {
        let (_, rest) = css.split_once(selector).expect("tokens.css has this block");
        let (body, _) = rest.split_once('}').expect("the block ends");
        colours(body)
    };
    [
        ("light", block(":root {")),
        ("dark", block(":root:not([data-theme=\"light\"]) {")),
        ("chosen dark", block(":root[data-theme=\"dark\"] {")),
    ]
}

/// The properties whose value is a colour in six hexadecimal digits.
fn colours(body: &str) -> Palette {
    let property = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let digits = value.trim().strip_prefix('#')?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some((name.to_owned(), [part(0)?, part(2)?, part(4)?]))
    };
    body.split(';').filter_map(property).collect()
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
