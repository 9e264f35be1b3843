//! The types of our UIMA files: those of DKPro for what everybody has, our own for tags.
//!
//! INCEpTION knows DKPro's by itself and shows others as layers once a project has them, under `webanno.custom`.

/// A type with its supertype and features.
pub(super) struct Type {
    /// With its package.
    pub(super) name: &'static str,
    pub(super) parent: &'static str,
    /// All of them strings.
    pub(super) features: &'static [&'static str],
}

pub(super) const SENTENCE: usize = 1;
pub(super) const TOKEN: usize = 2;
pub(super) const NAME: usize = 3;
pub(super) const DOCUMENT: usize = 0;
pub(super) const SENTIMENT: usize = 4;
pub(super) const STANCE: usize = 5;
pub(super) const LABEL: usize = 6;
pub(super) const ANSWER: usize = 7;
pub(super) const COMMENT: usize = 8;
pub(super) const FLAG: usize = 9;
pub(super) const CORRECTION: usize = 10;
pub(super) const SPEAKER: usize = 11;
pub(super) const LOCK: usize = 12;

const ANNOTATION: &str = "uima.tcas.Annotation";

/// All types that our files use, at the places above.
pub(super) const TYPES: [Type; 13] = [
    Type {
        name: "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
        parent: "uima.tcas.DocumentAnnotation",
        features: &["documentTitle", "documentId", "documentUri", "collectionId"],
    },
    Type { name: "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence", parent: ANNOTATION, features: &[] },
    Type { name: "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", parent: ANNOTATION, features: &[] },
    Type {
        name: "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity",
        parent: ANNOTATION,
        features: &["value", "identifier"],
    },
    Type { name: "webanno.custom.Sentiment", parent: ANNOTATION, features: &["value", "coder"] },
    Type {
        name: "webanno.custom.Stance",
        parent: ANNOTATION,
        features: &["position", "holder", "holderName", "target", "targetName", "coder"],
    },
    Type { name: "webanno.custom.Label", parent: ANNOTATION, features: &["value", "coder"] },
    Type { name: "webanno.custom.Answer", parent: ANNOTATION, features: &["variable", "unit", "value", "coder"] },
    Type { name: "webanno.custom.Comment", parent: ANNOTATION, features: &["value", "coder"] },
    Type { name: "webanno.custom.Flag", parent: ANNOTATION, features: &["value", "coder"] },
    Type { name: "webanno.custom.Correction", parent: ANNOTATION, features: &["action", "kind", "entity", "coder"] },
    Type { name: "webanno.custom.Speaker", parent: ANNOTATION, features: &["entity", "coder"] },
    Type { name: "webanno.custom.Lock", parent: ANNOTATION, features: &["value", "coder"] },
];
