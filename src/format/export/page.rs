//! The page of the manual that lists all formats, made from what the writers say of themselves.

use super::{ALL, Form};

const HEAD: &str = "\
# Formats

`cargo xtask docs` writes the second part of this page from the list of writers.

In the page, *For other tools* under *Data* writes any of these: choose a format, press *Write the file*, read what is \
in it and what it could not hold (each with its places, which lead to the sentence), and save it. The command line \
does the same: `standpoint convert --to FORMAT project.json -o FILE`. \
Standard error then says how much was written and, with places, what the format could not hold; `--report FILE` \
has all of it as JSON. Nothing is left out in silence: each tag is either written or named.

Before a file is offered (with `--report`, on the command line), Standpoint reads it again, by the reader that opens \
such files or by a check of its own, and compares what came back with what was written: *Read again: 48 of 48 units \
equal*. Units are texts or records, and tags. A difference is named with its place and stops nothing.

## What holds for all of them

- **Offsets.** Programs count differently: an emoji is one code point, two UTF-16 units and four bytes. Each \
format is written in the unit that its readers count in. Ends are exclusive.
- **Codes** are written as tags store them, not as the codebook words them now: those do not change, and no two \
are the same. Tools that show labels get a label's id without `l:`. Where a format has room for a codebook, the \
names are there. The table of tags alone has values and positions in the codebook's words.
- **Lines of codes.** Formats that know labels and no fields have lines such as `sentiment=negative`, \
`stance=favor;holder=e:elena-diaz;target=t:dam`, `v:frame=conflict`, `comment=…`. A holder is an entity, \
`outlet` or `unknown`. Inside a value, `;`, `=`, the backslash and line ends have a backslash before them. An \
answer about a whole article or a stretch ends with `;unit=article` or `;unit=span`.
- **Several coders** are always kept apart: by a field where the format has one, else by records or files of \
their own.
- **Merged entities** are what they were merged into.
- **Names** that the engine found go only into formats whose users expect them, as a layer of their own; where \
files are by coder, as that coder corrected them.
- **A tag belongs to the sentence in which it begins.** Records by sentence cannot hold a stretch that leaves \
it.
- **Tables** have an apostrophe before a cell that a spreadsheet would take for a formula.
- Equal projects give equal bytes.
- **Not written:** the database of the Discourse Network Analyzer (`.dna`). No library that writes SQLite in a \
browser was found that is small and builds for it; GraphML has the network, and the long table the statements.

## The formats
";

/// The page, as Markdown.
pub fn page() -> String {
    let mut out = String::from(HEAD);
    for writer in ALL {
        let about = writer.about();
        let packed = if about.form == Form::Several && about.extension != "zip" { " (a zip)" } else { "" };
        out.push_str(&format!("\n### {}\n\n{}.\n\n", about.name, about.holds));
        out.push_str(&format!("- `--to {}`, a `.{}`{packed}\n", about.id, about.extension));
        out.push_str(&format!("- for {}\n", about.tools));
        out.push_str(&format!("- offsets: {}\n", about.unit.name()));
        out.push_str(&format!("- without {}\n", about.losses.join("; ")));
    }
    out
}
