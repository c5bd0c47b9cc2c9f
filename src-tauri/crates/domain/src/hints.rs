//! Hints: combinations in one annotation that contradict the vocabulary's own definitions. They
//! are shown to the annotator after submission and to the senior during review, and never block.
//!
//! What the definitions say stands in the tables; the functions below only look it up. A field
//! that its author marked as unsure gives no hint.

use std::collections::BTreeSet;
use std::iter::once;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::annotation::{Annotation, Differential, Lesion, LesionRole};
use crate::vocabulary::{Code, Term, Vocabulary};

/// What contradicts what, as a stable code; the sentence is the screen's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A lesion that is flat by definition ("flat", "not raised", "unchanged surface") has a shape
    /// or an edge that rises above the skin. A raised boundary alone says nothing: the vocabulary
    /// itself speaks of patches with a raised edge (tinea corporis).
    FlatLesionRaised,
    /// A lesion that is a loss of tissue, a depression or a hollow has a raised profile.
    SunkenLesionRaised,
    /// The shape is not the one that the definition names: "linear", "flat-topped", "round",
    /// "dome-shaped", "smooth".
    UnexpectedShape,
    /// Undermined and punched-out are edges of ulcers by their own definitions, so they suit
    /// neither flat lesions nor shallow loss; what is diffuse by definition is not well-defined.
    UnexpectedBoundary,
    /// The colours contradict the definition: a darker, paler, red or bloody lesion in a colour
    /// that it cannot have, or none of the colours that the definition names (pus, blood, white).
    UnexpectedColour,
    /// Larger than the definition allows, by size value or in millimetres.
    LargerThanDefined,
    /// Smaller than the definition allows.
    SmallerThanDefined,
    /// The size in millimetres lies outside every stated size value.
    SizesDiffer,
    /// Marked primary, but secondary by the vocabulary.
    SecondaryLesionPrimary,
    /// Marked secondary, but primary by the vocabulary.
    PrimaryLesionSecondary,
    /// "Exactly one lesion", yet in an arrangement of separate lesions. Confluent is no
    /// contradiction: the guidelines count a merged area as one.
    SingleButArranged,
    /// Values of one attribute that exclude each other by its scales; only in what was submitted before there were any.
    ExclusiveValues,
    /// A lesion on regions only where its definition does not place it, such as a nail sign without a nail.
    LesionElsewhere,
    /// A distribution that names a part of the body, on other regions only.
    DistributionElsewhere,
    /// A disease bound to a part of the body by its definition, when no such region was chosen.
    DiseaseElsewhere,
    /// A primary lesion "arose first", yet is stated to be secondary to another one.
    PrimaryFromAnother,
    /// Two relations between the same lesions that exclude each other by their definitions.
    ExclusiveRelations,
    /// A lesion on the surface of scale, crust and the like, which lie on the surface themselves.
    CoverBeneath,
}

/// One contradiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hint {
    /// What is contradicted.
    pub rule: Rule,
    /// Lesion card (number) it is about, when one.
    pub lesion: Option<u32>,
    /// Terms that contradict each other, in the order in which the sentence names them. With a
    /// card the first is its lesion type; with a relation they read as it does: lesion, relation
    /// (or two), lesion.
    pub terms: Vec<Code>,
}

/// Codes of a table.
type Codes = &'static [&'static str];

/// Lesion types and values that they cannot have. A hint names all of the values that are stated.
const UNFIT: &[(Rule, Codes, Codes)] = &[
    // "Raised", "convex", "projections", "hanging from a stalk"; a rolled edge is a "cord-like rim".
    (
        Rule::FlatLesionRaised,
        FLAT,
        &[
            "attribute.shape.dome_shaped",
            "attribute.shape.flat_topped",
            "attribute.shape.acuminate",
            "attribute.shape.umbilicated",
            "attribute.shape.verrucous",
            "attribute.shape.papillomatous",
            "attribute.shape.filiform",
            "attribute.shape.pedunculated",
            "attribute.boundary.rolled",
        ],
    ),
    // "Loss of", "split through", "below the level of the surrounding skin", "depressions", "hollowed".
    (
        Rule::SunkenLesionRaised,
        &[
            "lesion.erosion",
            "lesion.ulcer",
            "lesion.fissure",
            "lesion.excoriation",
            "lesion.atrophic_scar",
            "lesion.nail_pitting",
            "lesion.koilonychia",
        ],
        &[
            "attribute.shape.dome_shaped",
            "attribute.shape.flat_topped",
            "attribute.shape.acuminate",
            "attribute.shape.umbilicated",
            "attribute.shape.filiform",
            "attribute.shape.pedunculated",
        ],
    ),
    // "Linear split", "linear bands", "wavy line", "streak", "groove across", "lengthwise ridges".
    (
        Rule::UnexpectedShape,
        &[
            "lesion.fissure",
            "lesion.striae",
            "lesion.burrow",
            "lesion.splinter_haemorrhage",
            "lesion.beau_lines",
            "lesion.longitudinal_nail_ridging",
        ],
        &["attribute.shape.round", "attribute.shape.oval", "attribute.shape.subcircular", "attribute.shape.annular"],
    ),
    // "Flat-topped elevation wider than it is high".
    (
        Rule::UnexpectedShape,
        &["lesion.plaque"],
        &[
            "attribute.shape.dome_shaped",
            "attribute.shape.acuminate",
            "attribute.shape.filiform",
            "attribute.shape.pedunculated",
        ],
    ),
    // "Round lesion of three concentric zones".
    (
        Rule::UnexpectedShape,
        &["lesion.target_lesion"],
        &[
            "attribute.shape.linear",
            "attribute.shape.serpiginous",
            "attribute.shape.reticular",
            "attribute.shape.polygonal",
            "attribute.shape.stellate",
        ],
    ),
    // "Dome-shaped, without an opening" and "slightly domed, without a visible opening".
    (
        Rule::UnexpectedShape,
        &["lesion.milium", "lesion.closed_comedo"],
        &["attribute.shape.umbilicated", "attribute.shape.filiform", "attribute.shape.pedunculated"],
    ),
    // "Rounded, smooth, elastic swelling".
    (
        Rule::UnexpectedShape,
        &["lesion.cyst"],
        &["attribute.shape.verrucous", "attribute.shape.papillomatous", "attribute.shape.filiform"],
    ),
    // "The ulcer edge overhangs the base", "the ulcer edge drops vertically".
    (Rule::UnexpectedBoundary, FLAT, ULCER_EDGES),
    // "Shallow loss". Punched-out erosions are the hallmark of eczema herpeticum.
    (Rule::UnexpectedBoundary, &["lesion.erosion", "lesion.excoriation"], &["attribute.boundary.undermined"]),
    // "Diffuse, poorly demarcated", "without sharply bounded bald areas".
    (
        Rule::UnexpectedBoundary,
        &["lesion.oedema", "lesion.diffuse_hair_thinning"],
        &["attribute.boundary.well_defined"],
    ),
    // "Darker than the surrounding skin".
    (
        Rule::UnexpectedColour,
        &["lesion.hyperpigmentation"],
        &[
            "attribute.colour.skin_tone",
            "attribute.colour.white",
            "attribute.colour.ivory",
            "attribute.colour.silvery",
            "attribute.colour.pearly",
        ],
    ),
    // "Paler than the surrounding skin"; brown is left out, as dark skin may turn brown by losing pigment.
    (
        Rule::UnexpectedColour,
        &["lesion.hypopigmentation"],
        &["attribute.colour.skin_tone", "attribute.colour.dark_brown", "attribute.colour.black"],
    ),
    // "Complete pigment loss, milk- or chalk-white".
    (
        Rule::UnexpectedColour,
        &["lesion.depigmentation"],
        &[
            "attribute.colour.skin_tone",
            "attribute.colour.light_brown",
            "attribute.colour.brown",
            "attribute.colour.dark_brown",
            "attribute.colour.black",
        ],
    ),
    // "Redness"; browns, greys and violets are left out, as it may look so on darker skin.
    (
        Rule::UnexpectedColour,
        &["lesion.erythema"],
        &[
            "attribute.colour.white",
            "attribute.colour.ivory",
            "attribute.colour.silvery",
            "attribute.colour.green",
            "attribute.colour.blue",
        ],
    ),
    // "Red to violet", "red to purple", "purple turning green, yellow and brown".
    (
        Rule::UnexpectedColour,
        &["lesion.purpura", "lesion.petechia", "lesion.ecchymosis"],
        &[
            "attribute.colour.skin_tone",
            "attribute.colour.white",
            "attribute.colour.ivory",
            "attribute.colour.silvery",
            "attribute.colour.pearly",
        ],
    ),
];

/// Flat by their definitions. Target lesions are not: they have an oedematous ring.
const FLAT: Codes = &[
    "lesion.macule",
    "lesion.patch",
    "lesion.erythema",
    "lesion.petechia",
    "lesion.ecchymosis",
    "lesion.hyperpigmentation",
    "lesion.depigmentation",
];

/// Edges that nothing flat has.
const ULCER_EDGES: Codes = &["attribute.boundary.undermined", "attribute.boundary.punched_out"];

/// Colours of which the definition asks for one; neighbouring shades count. Others may stand beside it.
const NEEDED_COLOURS: &[(&str, Codes)] = &[
    // "White, yellow or green pus".
    (
        "lesion.pustule",
        &[
            "attribute.colour.white",
            "attribute.colour.ivory",
            "attribute.colour.yellow",
            "attribute.colour.honey",
            "attribute.colour.green",
            "attribute.colour.grey",
            "attribute.colour.greyish_white",
            "attribute.colour.variegated",
        ],
    ),
    // "Content is blood, dark red, purple or black".
    (
        "lesion.haemorrhagic_blister",
        &[
            "attribute.colour.red",
            "attribute.colour.dark_red",
            "attribute.colour.purple",
            "attribute.colour.violaceous",
            "attribute.colour.blue",
            "attribute.colour.blue_grey",
            "attribute.colour.dark_brown",
            "attribute.colour.black",
            "attribute.colour.variegated",
        ],
    ),
    // "Firm, white".
    (
        "lesion.milium",
        &["attribute.colour.white", "attribute.colour.ivory", "attribute.colour.pearly", "attribute.colour.yellow"],
    ),
    // "Dark brown or black plug".
    (
        "lesion.open_comedo",
        &[
            "attribute.colour.brown",
            "attribute.colour.dark_brown",
            "attribute.colour.black",
            "attribute.colour.grey",
            "attribute.colour.blue_grey",
            "attribute.colour.variegated",
        ],
    ),
    // "Yellow tint".
    (
        "lesion.yellow_discolouration",
        &[
            "attribute.colour.yellow",
            "attribute.colour.honey",
            "attribute.colour.orange",
            "attribute.colour.variegated",
        ],
    ),
    // "White, flat or slightly raised".
    (
        "lesion.white_oral_patch",
        &[
            "attribute.colour.white",
            "attribute.colour.ivory",
            "attribute.colour.silvery",
            "attribute.colour.pearly",
            "attribute.colour.grey",
            "attribute.colour.variegated",
        ],
    ),
    // "Bright red".
    (
        "lesion.red_oral_patch",
        &[
            "attribute.colour.red",
            "attribute.colour.dark_red",
            "attribute.colour.pink",
            "attribute.colour.salmon",
            "attribute.colour.violaceous",
            "attribute.colour.variegated",
        ],
    ),
    // "White dots, bands or whole-plate whitening".
    (
        "lesion.leukonychia",
        &[
            "attribute.colour.white",
            "attribute.colour.ivory",
            "attribute.colour.silvery",
            "attribute.colour.pearly",
            "attribute.colour.variegated",
        ],
    ),
    // "Brown to black".
    (
        "lesion.melanonychia",
        &[
            "attribute.colour.light_brown",
            "attribute.colour.brown",
            "attribute.colour.dark_brown",
            "attribute.colour.black",
            "attribute.colour.grey",
            "attribute.colour.blue_grey",
            "attribute.colour.variegated",
        ],
    ),
    // "White hair".
    (
        "lesion.poliosis",
        &["attribute.colour.white", "attribute.colour.ivory", "attribute.colour.silvery", "attribute.colour.grey"],
    ),
];

/// Lesions that stay below so many millimetres. "Up to about 2 mm" and "1 to 2 mm" are read as below 3.
const BELOW_MM: &[(Codes, f64)] = &[
    (&["lesion.macule", "lesion.papule", "lesion.vesicle", "lesion.papulovesicle", "lesion.closed_comedo"], 10.0),
    (&["lesion.petechia", "lesion.milium"], 3.0),
];

/// Lesions that reach so many millimetres. "Larger than 2 to 3 cm" is read as 2 cm.
const FROM_MM: &[(Codes, f64)] =
    &[(&["lesion.patch", "lesion.plaque", "lesion.bulla"], 10.0), (&["lesion.tumour"], 20.0)];

/// "Exactly one" against "separate lesions", "many lesions", "separate lesions set out around a circle".
const SINGLE: &str = "attribute.quantity.single";
const ARRANGED: Codes = &[
    "attribute.distribution.scattered",
    "attribute.distribution.clustered",
    "attribute.distribution.annular_arrangement",
];

/// Regions that a definition asks for or rules out; a region stands for all below it.
enum Place {
    /// At least one region must lie here, or hold a part that does.
    Only(Codes),
    /// Not all regions may lie here.
    Never(Codes),
}

/// Regions with a nail or its folds. Fingers are not: the vocabulary excludes nail and nail folds from them.
const NAILS: Codes =
    &["region.fingernail", "region.periungual_finger", "region.fingertip", "region.toenail", "region.toe"];

/// The mouth with the lips.
const MOUTH: Codes = &["region.oral_cavity", "region.upper_vermilion", "region.lower_vermilion", "region.mouth_angle"];

/// "Hairless" by the definition of the region, nail plates, glans and vestibule, and the inside of the mouth.
const HAIRLESS: Codes = &[
    "region.palm",
    "region.sole",
    "region.glans_penis",
    "region.prepuce",
    "region.labia_minora",
    "region.vulvar_vestibule",
    "region.fingernail",
    "region.toenail",
    "region.oral_cavity",
];

/// Where lesions, distributions and diseases belong by their definitions. A group stands for all of its terms.
const PLACES: &[(Codes, Place)] = &[
    // "Changes of the nail plate, nail bed or nail folds".
    (&["lesion_group.nail"], Place::Only(NAILS)),
    // "Changes of the lips, oral mucosa, tongue, gums or teeth". Not in this table: pseudomembranes,
    // which lie on any mucosa, and Wickham striae, which lie on papules too.
    (&["lesion.white_oral_patch", "lesion.red_oral_patch", "lesion.aphtha"], Place::Only(MOUTH)),
    (
        &["lesion.coated_tongue", "lesion.geographic_tongue_patch", "lesion.smooth_atrophic_tongue"],
        Place::Only(&["region.tongue"]),
    ),
    (
        &[
            "lesion.gingival_swelling",
            "lesion.gingival_recession",
            "lesion.dental_caries_cavity",
            "lesion.dental_calculus",
            "lesion.mottled_enamel",
        ],
        Place::Only(&["region.gums_teeth"]),
    ),
    // "Changes of the hair shaft, hair density or follicular opening", "glued to a hair shaft",
    // "centred on a hair follicle".
    (&["lesion_group.hair", "lesion.nit", "attribute.distribution.follicular"], Place::Never(HAIRLESS)),
    // "On hands, feet, fingers, toes, and sometimes ears or nose".
    (
        &["attribute.distribution.acral"],
        Place::Only(&[
            "region.hand",
            "region.foot",
            "region.ear",
            "region.nasal_dorsum",
            "region.nasal_tip",
            "region.nasal_ala",
        ]),
    ),
    // "Mainly on the chest, belly, back and flanks".
    (&["attribute.distribution.truncal"], Place::Only(&["region.trunk"])),
    // The elbow is an "extensor surface", the knee "front and sides of the knee joint".
    (&["attribute.distribution.flexural"], Place::Never(&["region.elbow", "region.knee"])),
    // Both are a "flexural hollow".
    (&["attribute.distribution.extensor"], Place::Never(&["region.antecubital", "region.popliteal"])),
    // "Sparing shaded areas".
    (
        &["attribute.distribution.photodistributed"],
        Place::Never(&[
            "region.axilla",
            "region.inframammary",
            "region.buttock_perineum",
            "region.genital_groin",
            "region.sole",
            "region.oral_cavity",
        ]),
    ),
    // All diseases of dentistry: "of the lips, tongue, cheeks, palate and floor of the mouth",
    // "of tooth substance and of the gums". The skin around the mouth is for herpes labialis.
    (&["disease_group.dental_periodontal"], Place::Only(MOUTH)),
    (
        &["disease_group.oral_mucosal"],
        Place::Only(&[
            "region.oral_cavity",
            "region.upper_vermilion",
            "region.lower_vermilion",
            "region.mouth_angle",
            "region.perioral",
        ]),
    ),
    // "Nail discolouration", "nail fold".
    (&["disease.onychomycosis", "disease.paronychia"], Place::Only(NAILS)),
    // "Edge of the toenail".
    (&["disease.ingrown_toenail"], Place::Only(&["region.toenail", "region.toe"])),
    // "Toe webs, arch, soles", "on the sole", "foot".
    (&["disease.tinea_pedis", "disease.plantar_wart", "disease.diabetic_foot"], Place::Only(&["region.foot"])),
    // "Pressure point of the foot", and of the fingers of whoever works with tools.
    (&["disease.corn"], Place::Only(&["region.foot", "region.hand"])),
    // "Sides of the fingers, palms and soles".
    (&["disease.dyshidrotic_eczema"], Place::Only(&["region.hand", "region.foot"])),
    // "Medial lower legs", "above the medial ankle".
    (
        &["disease.stasis_dermatitis", "disease.venous_ulcer"],
        Place::Only(&["region.shin", "region.calf", "region.ankle"]),
    ),
    // "Child's scalp" (in the Chinese definition), "over the whole scalp".
    (&["disease.tinea_capitis", "disease.telogen_effluvium"], Place::Only(&["region.scalp"])),
    // "Upper inner thigh, groin or buttock".
    (&["disease.tinea_cruris"], Place::Only(&["region.thigh", "region.genital_groin", "region.buttock_perineum"])),
    // "On the genitals or perianal skin".
    (&["disease.genital_herpes"], Place::Only(&["region.genital_groin", "region.buttock_perineum"])),
    // "Over the cheeks, forehead, upper lip and nose"; extrafacial on neck and forearms.
    (&["disease.melasma"], Place::Only(&["region.face", "region.neck", "region.forearm"])),
];

/// A relation and those that cannot hold between the same two lesions, read in the same direction.
const EXCLUSIVE_RELATIONS: &[(&str, Codes)] = &[
    // "A clear stretch of normal or uninvolved skin between them".
    (
        "relation.separate_from",
        &[
            "relation.adjacent_to",
            "relation.confluent_with",
            "relation.on_surface_of",
            "relation.beneath",
            "relation.surrounding",
            "relation.surrounded_by",
            "relation.at_edge_of",
            "relation.has_at_edge",
            "relation.in_centre_of",
            "relation.has_in_centre",
        ],
    ),
    // "Neither overlapping nor enclosing the other".
    (
        "relation.adjacent_to",
        &[
            "relation.confluent_with",
            "relation.on_surface_of",
            "relation.beneath",
            "relation.surrounding",
            "relation.surrounded_by",
            "relation.in_centre_of",
            "relation.has_in_centre",
        ],
    ),
    // "Its margin but not its interior" against "the middle".
    ("relation.at_edge_of", &["relation.in_centre_of", "relation.has_at_edge"]),
    ("relation.has_at_edge", &["relation.has_in_centre"]),
    // A relation and its inverse.
    ("relation.on_surface_of", &["relation.beneath"]),
    ("relation.surrounding", &["relation.surrounded_by"]),
    ("relation.in_centre_of", &["relation.has_in_centre"]),
    ("relation.secondary_to", &["relation.gives_rise_to"]),
];

/// "Lying on the surface", "on a broken surface", "cap over an ulcer", "film on mucosa".
const COVERS: Codes =
    &["lesion.scale", "lesion.collarette_scale", "lesion.crust", "lesion.eschar", "lesion.pseudomembrane"];

/// Groups of lesions of the skin itself, upon which covers lie.
const COVERED: Codes = &[
    "lesion_group.flat",
    "lesion_group.raised",
    "lesion_group.fluid",
    "lesion_group.vascular",
    "lesion_group.pigmentary",
];

/// Contradictions in one annotation, card by card and then those of the whole picture. The order
/// of the cards does not matter; what cannot be annotated has none.
pub fn hints(annotation: &Annotation, vocabulary: &Vocabulary) -> Vec<Hint> {
    if annotation.cannot_annotate.is_some() {
        return Vec::new();
    }
    let sure = sure_part(annotation, vocabulary);
    let mut hints: Vec<Hint> = sure.lesions.iter().flat_map(|lesion| about_lesion(lesion, vocabulary)).collect();
    hints.extend(about_relations(&sure, vocabulary));
    for disease in sure.differential.diseases().filter(|disease| elsewhere(disease, &sure.regions, vocabulary)) {
        let terms = once(disease).chain(&sure.regions).cloned().collect();
        hints.push(Hint { rule: Rule::DiseaseElsewhere, lesion: None, terms });
    }
    hints.sort_by(|a, b| {
        (a.lesion.is_none(), a.lesion, a.rule, &a.terms).cmp(&(b.lesion.is_none(), b.lesion, b.rule, &b.terms))
    });
    hints
}

/// The annotation without the answers that are marked unsure.
fn sure_part(annotation: &Annotation, vocabulary: &Vocabulary) -> Annotation {
    let mut sure = annotation.clone();
    let unsure = |field: &str| annotation.unsure.contains(field);
    if unsure("regions") {
        sure.regions.clear();
    }
    if unsure("lesions") {
        sure.lesions.clear();
    }
    if unsure("relations") {
        sure.relations.clear();
    }
    if unsure("differential") {
        sure.differential = Differential::default();
    }
    for lesion in &mut sure.lesions {
        let number = lesion.number;
        let unsure_here = |part: &str| unsure(&format!("lesion/{number}/{part}"));
        if unsure_here("role") {
            lesion.role = None;
        }
        if unsure("regions") || unsure_here("regions") {
            lesion.regions.clear();
        }
        if unsure_here("attribute.size") {
            lesion.size_mm = None;
        }
        lesion.attributes.retain(|value| {
            let attribute = vocabulary.term(value).and_then(|term| term.parent.as_ref());
            !attribute.is_some_and(|attribute| unsure_here(attribute.as_str()))
        });
    }
    sure
}

fn about_lesion(lesion: &Lesion, vocabulary: &Vocabulary) -> Vec<Hint> {
    let mut hints = Vec::new();
    let mut hint = |rule: Rule, others: Vec<Code>| {
        let terms = once(lesion.lesion.clone()).chain(others).collect();
        hints.push(Hint { rule, lesion: Some(lesion.number), terms });
    };
    let is = |lesions: &[&str]| lesions.contains(&lesion.lesion.as_str());
    let stated = |values: &[&str]| -> Vec<Code> {
        lesion.attributes.iter().filter(|value| values.contains(&value.as_str())).cloned().collect()
    };

    for (rule, lesions, values) in UNFIT {
        let found = stated(values);
        if is(lesions) && !found.is_empty() {
            hint(*rule, found);
        }
    }
    let (single, arranged) = (stated(&[SINGLE]), stated(ARRANGED));
    if !single.is_empty() && !arranged.is_empty() {
        hint(Rule::SingleButArranged, [single, arranged].concat());
    }
    for (_, values) in lesion.conflicts(vocabulary) {
        hint(Rule::ExclusiveValues, values);
    }

    let terms: Vec<&Term> = lesion.attributes.iter().filter_map(|value| vocabulary.term(value)).collect();
    let colour = Some(Code::from("attribute.colour"));
    let colours: Vec<Code> = terms.iter().filter(|term| term.parent == colour).map(|term| term.code.clone()).collect();
    for (kind, needed) in NEEDED_COLOURS {
        if lesion.lesion.as_str() == *kind && !colours.is_empty() && stated(needed).is_empty() {
            hint(Rule::UnexpectedColour, colours.clone());
        }
    }

    let sizes: Vec<&Term> = terms.into_iter().filter(|term| term.min_mm.is_some()).collect();
    let sizes_that = |contradict: &dyn Fn(&Term) -> bool| -> Vec<Code> {
        sizes.iter().filter(|size| contradict(size)).map(|size| size.code.clone()).collect()
    };
    for (_, below) in BELOW_MM.iter().filter(|(lesions, _)| is(lesions)) {
        let found = sizes_that(&|size| size.min_mm.is_some_and(|min| min >= *below));
        if !found.is_empty() || lesion.size_mm.is_some_and(|mm| mm >= *below) {
            hint(Rule::LargerThanDefined, found);
        }
    }
    for (_, from) in FROM_MM.iter().filter(|(lesions, _)| is(lesions)) {
        let found = sizes_that(&|size| size.max_mm.is_some_and(|max| max <= *from));
        if !found.is_empty() || lesion.size_mm.is_some_and(|mm| mm < *from) {
            hint(Rule::SmallerThanDefined, found);
        }
    }
    if let Some(mm) = lesion.size_mm {
        let outside =
            sizes_that(&|size| size.min_mm.is_some_and(|min| mm < min) || size.max_mm.is_some_and(|max| mm >= max));
        if !outside.is_empty() && outside.len() == sizes.len() {
            hint(Rule::SizesDiffer, outside);
        }
    }

    let usual = vocabulary.term(&lesion.lesion).and_then(|term| term.role.as_deref());
    if lesion.role == Some(LesionRole::Primary) && usual == Some("secondary") {
        hint(Rule::SecondaryLesionPrimary, Vec::new());
    }
    if lesion.role == Some(LesionRole::Secondary) && usual == Some("primary") {
        hint(Rule::PrimaryLesionSecondary, Vec::new());
    }

    if elsewhere(&lesion.lesion, &lesion.regions, vocabulary) {
        hint(Rule::LesionElsewhere, lesion.regions.clone());
    }
    for value in lesion.attributes.iter().filter(|value| elsewhere(value, &lesion.regions, vocabulary)) {
        hint(Rule::DistributionElsewhere, once(value).chain(&lesion.regions).cloned().collect());
    }
    hints
}

fn about_relations(annotation: &Annotation, vocabulary: &Vocabulary) -> Vec<Hint> {
    let card = |number: u32| annotation.lesions.iter().find(|lesion| lesion.number == number);
    // Every relation as it stands and as it reads from the other side.
    let mut readings: BTreeSet<(u32, &str, u32)> = BTreeSet::new();
    for relation in &annotation.relations {
        readings.insert((relation.from, relation.relation.as_str(), relation.to));
        if let Some(inverse) = vocabulary.term(&relation.relation).and_then(|term| term.inverse.as_ref()) {
            readings.insert((relation.to, inverse.as_str(), relation.from));
        }
    }

    let mut hints = Vec::new();
    for (from, relation, to) in &readings {
        let (Some(one), Some(other)) = (card(*from), card(*to)) else { continue };
        let mut hint = |rule: Rule, relations: &[&str]| {
            let relations = relations.iter().map(|relation| Code::from(*relation));
            let terms = once(one.lesion.clone()).chain(relations).chain(once(other.lesion.clone())).collect();
            hints.push(Hint { rule, lesion: Some(one.number), terms });
        };
        if *relation == "relation.secondary_to" && one.role == Some(LesionRole::Primary) {
            hint(Rule::PrimaryFromAnother, &[relation]);
        }
        let covers = COVERS.contains(&other.lesion.as_str());
        if *relation == "relation.on_surface_of" && covers && lies_in(&one.lesion, COVERED, vocabulary) {
            hint(Rule::CoverBeneath, &[relation]);
        }
        for (_, others) in EXCLUSIVE_RELATIONS.iter().filter(|(first, _)| first == relation && from < to) {
            for second in others.iter().filter(|second| readings.contains(&(*from, **second, *to))) {
                hint(Rule::ExclusiveRelations, &[relation, second]);
            }
        }
    }
    hints
}

/// Whether the definition of a term places it elsewhere than on any of these regions.
fn elsewhere(term: &Code, regions: &[Code], vocabulary: &Vocabulary) -> bool {
    let fits = |place: &Place, region: &Code| match place {
        Place::Only(places) => places.iter().any(|place| vocabulary.in_line(region, &Code::from(*place))),
        Place::Never(places) => !lies_in(region, places, vocabulary),
    };
    !regions.is_empty()
        && PLACES
            .iter()
            .filter(|(terms, _)| lies_in(term, terms, vocabulary))
            .any(|(_, place)| !regions.iter().any(|region| fits(place, region)))
}

/// Whether a term or one above it is listed.
fn lies_in(term: &Code, listed: &[&str], vocabulary: &Vocabulary) -> bool {
    listed.contains(&term.as_str()) || vocabulary.ancestors(term).iter().any(|above| listed.contains(&above.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::{Candidate, CannotAnnotate, Relation};
    use crate::vocabulary::Kind;

    fn found(annotation: &Annotation) -> Vec<Hint> {
        hints(annotation, Vocabulary::built_in())
    }

    fn rules(annotation: &Annotation) -> Vec<Rule> {
        found(annotation).into_iter().map(|hint| hint.rule).collect()
    }

    /// One card on one region.
    fn card(lesion: &str, region: &str, values: &[&str]) -> Annotation {
        let lesion = Lesion {
            number: 1,
            lesion: lesion.into(),
            role: None,
            regions: vec![region.into()],
            attributes: values.iter().map(|value| Code::from(*value)).collect(),
            marks: vec![],
            size_mm: None,
        };
        Annotation { regions: vec![region.into()], lesions: vec![lesion], ..Annotation::default() }
    }

    fn skin(lesion: &str, values: &[&str]) -> Annotation {
        card(lesion, "region.forearm", values)
    }

    fn with_role(lesion: &str, role: LesionRole) -> Annotation {
        let mut annotation = skin(lesion, &[]);
        annotation.lesions[0].role = Some(role);
        annotation
    }

    fn measured(lesion: &str, values: &[&str], mm: f64) -> Annotation {
        let mut annotation = skin(lesion, values);
        annotation.lesions[0].size_mm = Some(mm);
        annotation
    }

    fn with_disease(region: &str, disease: &str) -> Annotation {
        let candidate = Candidate { disease: disease.into(), confidence: None };
        let differential = Differential::new(vec![candidate]).unwrap();
        Annotation { regions: vec![region.into()], differential, ..Annotation::default() }
    }

    /// Cards 1 and 2, related as listed: from, relation, to.
    fn related(one: &str, two: &str, relations: &[(u32, &str, u32)]) -> Annotation {
        let mut annotation = skin(one, &[]);
        annotation.lesions.push(Lesion { number: 2, lesion: two.into(), ..annotation.lesions[0].clone() });
        annotation.relations = relations
            .iter()
            .map(|(from, relation, to)| Relation { from: *from, relation: (*relation).into(), to: *to })
            .collect();
        annotation
    }

    fn primary(mut annotation: Annotation) -> Annotation {
        annotation.lesions[0].role = Some(LesionRole::Primary);
        annotation
    }

    #[test]
    fn every_code_of_the_tables_is_in_the_vocabulary() {
        let mut named: Vec<(Kind, &str)> = Vec::new();
        let mut name = |kind: Kind, codes: &[&'static str]| named.extend(codes.iter().map(|code| (kind, *code)));
        for (_, lesions, values) in UNFIT {
            name(Kind::Lesion, lesions);
            name(Kind::Attribute, values);
        }
        for (lesion, colours) in NEEDED_COLOURS {
            name(Kind::Lesion, &[lesion]);
            name(Kind::Attribute, colours);
        }
        for (lesions, _) in BELOW_MM.iter().chain(FROM_MM) {
            name(Kind::Lesion, lesions);
        }
        name(Kind::Attribute, &[SINGLE]);
        name(Kind::Attribute, ARRANGED);
        for (relation, others) in EXCLUSIVE_RELATIONS {
            name(Kind::Relation, &[relation]);
            name(Kind::Relation, others);
        }
        for (terms, Place::Only(regions) | Place::Never(regions)) in PLACES {
            name(Kind::Region, regions);
            for term in *terms {
                let kind = [("lesion", Kind::Lesion), ("attribute", Kind::Attribute), ("disease", Kind::Disease)];
                let (_, kind) = kind.into_iter().find(|(start, _)| term.starts_with(start)).unwrap();
                name(kind, &[term]);
            }
        }
        name(Kind::Lesion, COVERS);
        name(Kind::Lesion, COVERED);
        name(Kind::Attribute, &["attribute.colour", "attribute.size"]);
        for (kind, code) in named {
            assert_eq!(Vocabulary::built_in().kind(&code.into()), Some(kind), "{code}");
        }
    }

    #[test]
    fn every_disease_of_dentistry_belongs_to_the_mouth() {
        for term in Vocabulary::built_in().choosable(Kind::Disease) {
            let dental = term.department.as_deref() == Some("dentistry");
            let outside = elsewhere(&term.code, &["region.forearm".into()], Vocabulary::built_in());
            let inside = !elsewhere(&term.code, &["region.buccal_mucosa".into()], Vocabulary::built_in());
            assert!(!dental || (outside && inside), "{}", term.code);
        }
    }

    #[test]
    fn every_rule_finds_its_contradiction_and_spares_its_neighbour() {
        use Rule::*;
        let cases = [
            (
                FlatLesionRaised,
                skin("lesion.macule", &["attribute.shape.dome_shaped"]),
                skin("lesion.papule", &["attribute.shape.dome_shaped"]),
            ),
            (
                FlatLesionRaised,
                skin("lesion.erythema", &["attribute.boundary.rolled"]),
                skin("lesion.patch", &["attribute.boundary.raised", "attribute.shape.annular"]),
            ),
            (
                SunkenLesionRaised,
                skin("lesion.ulcer", &["attribute.shape.pedunculated"]),
                skin("lesion.ulcer", &["attribute.shape.round", "attribute.boundary.punched_out"]),
            ),
            (
                UnexpectedShape,
                skin("lesion.plaque", &["attribute.shape.acuminate"]),
                skin("lesion.plaque", &["attribute.shape.flat_topped"]),
            ),
            (
                UnexpectedShape,
                skin("lesion.fissure", &["attribute.shape.round"]),
                skin("lesion.fissure", &["attribute.shape.linear"]),
            ),
            (
                UnexpectedBoundary,
                skin("lesion.erosion", &["attribute.boundary.undermined"]),
                skin("lesion.ulcer", &["attribute.boundary.undermined"]),
            ),
            (
                UnexpectedBoundary,
                skin("lesion.oedema", &["attribute.boundary.well_defined"]),
                skin("lesion.oedema", &["attribute.boundary.ill_defined"]),
            ),
            (
                UnexpectedColour,
                skin("lesion.hyperpigmentation", &["attribute.colour.white"]),
                skin("lesion.hyperpigmentation", &["attribute.colour.brown"]),
            ),
            (
                UnexpectedColour,
                skin("lesion.pustule", &["attribute.colour.red"]),
                skin("lesion.pustule", &["attribute.colour.red", "attribute.colour.yellow"]),
            ),
            (
                LargerThanDefined,
                skin("lesion.macule", &["attribute.size.broad_bean"]),
                skin("lesion.macule", &["attribute.size.soybean"]),
            ),
            (LargerThanDefined, measured("lesion.papule", &[], 10.0), measured("lesion.papule", &[], 9.9)),
            (
                SmallerThanDefined,
                skin("lesion.bulla", &["attribute.size.soybean"]),
                skin("lesion.bulla", &["attribute.size.broad_bean"]),
            ),
            (SmallerThanDefined, measured("lesion.plaque", &[], 9.9), measured("lesion.plaque", &[], 10.0)),
            (
                SizesDiffer,
                measured("lesion.nodule", &["attribute.size.coin"], 30.0),
                measured("lesion.nodule", &["attribute.size.coin", "attribute.size.walnut"], 30.0),
            ),
            (
                SecondaryLesionPrimary,
                with_role("lesion.crust", LesionRole::Primary),
                with_role("lesion.crust", LesionRole::Secondary),
            ),
            (
                PrimaryLesionSecondary,
                with_role("lesion.vesicle", LesionRole::Secondary),
                with_role("lesion.depigmentation", LesionRole::Secondary),
            ),
            (
                SingleButArranged,
                skin("lesion.papule", &["attribute.quantity.single", "attribute.distribution.scattered"]),
                skin("lesion.papule", &["attribute.quantity.single", "attribute.distribution.confluent"]),
            ),
            (
                ExclusiveValues,
                skin("lesion.papule", &["attribute.boundary.well_defined", "attribute.boundary.ill_defined"]),
                skin("lesion.papule", &["attribute.boundary.well_defined", "attribute.boundary.scalloped"]),
            ),
            (
                LesionElsewhere,
                card("lesion.nail_pitting", "region.finger", &[]),
                card("lesion.nail_pitting", "region.hand", &[]),
            ),
            (
                LesionElsewhere,
                card("lesion.black_dot", "region.palm", &[]),
                card("lesion.black_dot", "region.scalp_vertex", &[]),
            ),
            (
                LesionElsewhere,
                card("lesion.coated_tongue", "region.buccal_mucosa", &[]),
                card("lesion.coated_tongue", "region.tongue_dorsum", &[]),
            ),
            (
                DistributionElsewhere,
                card("lesion.papule", "region.cheek", &["attribute.distribution.acral"]),
                card("lesion.papule", "region.toe", &["attribute.distribution.acral"]),
            ),
            (
                DistributionElsewhere,
                card("lesion.papule", "region.antecubital", &["attribute.distribution.extensor"]),
                card("lesion.papule", "region.arm", &["attribute.distribution.extensor"]),
            ),
            (
                DiseaseElsewhere,
                with_disease("region.cheek", "disease.gingivitis"),
                with_disease("region.gingiva", "disease.gingivitis"),
            ),
            (
                DiseaseElsewhere,
                with_disease("region.palm", "disease.onychomycosis"),
                with_disease("region.foot", "disease.onychomycosis"),
            ),
            (
                PrimaryFromAnother,
                primary(related("lesion.papule", "lesion.vesicle", &[(2, "relation.gives_rise_to", 1)])),
                primary(related("lesion.papule", "lesion.vesicle", &[(1, "relation.gives_rise_to", 2)])),
            ),
            (
                ExclusiveRelations,
                related(
                    "lesion.papule",
                    "lesion.vesicle",
                    &[(1, "relation.in_centre_of", 2), (2, "relation.has_at_edge", 1)],
                ),
                related(
                    "lesion.papule",
                    "lesion.vesicle",
                    &[(1, "relation.in_centre_of", 2), (2, "relation.has_in_centre", 1)],
                ),
            ),
            (
                CoverBeneath,
                related("lesion.plaque", "lesion.scale", &[(2, "relation.beneath", 1)]),
                related("lesion.plaque", "lesion.scale", &[(2, "relation.on_surface_of", 1)]),
            ),
        ];
        let tested: BTreeSet<Rule> = cases.iter().map(|(rule, ..)| *rule).collect();
        assert_eq!(tested.len(), CoverBeneath as usize + 1, "a rule is not tested");
        for (rule, contradictory, sound) in cases {
            assert_eq!(rules(&contradictory), [rule], "{contradictory:?}");
            assert_eq!(rules(&sound), [], "{sound:?}");
        }
    }

    #[test]
    fn a_hint_names_its_card_and_the_terms_in_the_order_of_the_sentence() {
        let macule = skin("lesion.macule", &["attribute.shape.dome_shaped", "attribute.colour.brown"]);
        let terms = vec!["lesion.macule".into(), "attribute.shape.dome_shaped".into()];
        assert_eq!(found(&macule), [Hint { rule: Rule::FlatLesionRaised, lesion: Some(1), terms }]);

        let relations = [(2, "relation.separate_from", 1), (1, "relation.on_surface_of", 2)];
        let terms = ["lesion.scale", "relation.separate_from", "relation.on_surface_of", "lesion.plaque"];
        let terms = terms.into_iter().map(Code::from).collect();
        let hint = Hint { rule: Rule::ExclusiveRelations, lesion: Some(1), terms };
        assert_eq!(found(&related("lesion.scale", "lesion.plaque", &relations)), [hint]);

        let terms = vec!["disease.tinea_pedis".into(), "region.palm".into()];
        let hint = Hint { rule: Rule::DiseaseElsewhere, lesion: None, terms };
        assert_eq!(found(&with_disease("region.palm", "disease.tinea_pedis")), [hint]);
    }

    #[test]
    fn exclusive_relations_exclude_each_other_from_both_sides() {
        let inverse = |code: &str| Vocabulary::built_in().term(&code.into()).unwrap().inverse.clone().unwrap();
        let excluded = |one: &Code, other: &Code| {
            EXCLUSIVE_RELATIONS.iter().any(|(first, others)| *first == one.as_str() && others.contains(&other.as_str()))
        };
        for (one, others) in EXCLUSIVE_RELATIONS {
            for other in *others {
                let (one, other) = (inverse(one), inverse(other));
                assert!(excluded(&one, &other) || excluded(&other, &one), "{one} and {other}");
            }
        }
    }

    #[test]
    fn one_fitting_region_is_enough() {
        let mut annotation = card("lesion.nail_pitting", "region.finger", &["attribute.distribution.acral"]);
        annotation.lesions[0].regions.push("region.fingernail".into());
        assert_eq!(rules(&annotation), []);
        annotation.lesions[0].regions.clear();
        assert_eq!(rules(&annotation), []);
    }

    #[test]
    fn a_sound_annotation_has_no_hints() {
        let mut annotation = related("lesion.scale", "lesion.plaque", &[(1, "relation.on_surface_of", 2)]);
        annotation.regions = vec!["region.elbow".into(), "region.forearm".into()];
        let values: [&[&str]; 2] = [
            &[
                "attribute.size.mung_bean",
                "attribute.colour.silvery",
                "attribute.shape.irregular",
                "attribute.quantity.multiple",
                "attribute.distribution.extensor",
                "attribute.boundary.ill_defined",
            ],
            &[
                "attribute.size.coin",
                "attribute.colour.red",
                "attribute.shape.flat_topped",
                "attribute.quantity.single",
                "attribute.distribution.confluent",
                "attribute.boundary.well_defined",
            ],
        ];
        for (lesion, values) in annotation.lesions.iter_mut().zip(values) {
            lesion.regions = vec!["region.elbow".into()];
            lesion.attributes = values.iter().map(|value| Code::from(*value)).collect();
        }
        annotation.lesions[0].role = Some(LesionRole::Secondary);
        annotation.lesions[1].role = Some(LesionRole::Primary);
        annotation.lesions[1].size_mm = Some(24.0);
        annotation.differential = with_disease("region.elbow", "disease.psoriasis_vulgaris").differential;
        assert_eq!(found(&annotation), []);
    }

    #[test]
    fn unsure_fields_and_what_cannot_be_annotated_have_no_hints() {
        let silenced = [
            ("lesion/1/attribute.shape", skin("lesion.macule", &["attribute.shape.dome_shaped"])),
            ("lesion/1/attribute.size", measured("lesion.papule", &["attribute.size.coin"], 40.0)),
            ("lesion/1/role", with_role("lesion.crust", LesionRole::Primary)),
            ("lesion/1/regions", card("lesion.nail_pitting", "region.palm", &[])),
            ("regions", card("lesion.nail_pitting", "region.palm", &[])),
            ("lesions", with_role("lesion.crust", LesionRole::Primary)),
            ("relations", related("lesion.plaque", "lesion.scale", &[(1, "relation.on_surface_of", 2)])),
            ("differential", with_disease("region.palm", "disease.tinea_pedis")),
            ("regions", with_disease("region.palm", "disease.tinea_pedis")),
        ];
        for (field, mut annotation) in silenced {
            assert_ne!(rules(&annotation), [], "{field}");
            let mut blank = annotation.clone();
            blank.cannot_annotate = Some(CannotAnnotate::PoorQuality);
            assert_eq!(rules(&blank), [], "{field}");
            annotation.unsure.insert("lesion/2/role".into());
            assert_ne!(rules(&annotation), [], "{field}");
            annotation.unsure.insert(field.into());
            assert_eq!(rules(&annotation), [], "{field}");
        }
    }

    /// Any annotation over the whole vocabulary, sensible or not.
    fn annotations() -> impl Strategy<Value = Annotation> {
        let codes = |kind: Kind| -> Vec<Code> {
            Vocabulary::built_in().choosable(kind).map(|term| term.code.clone()).collect()
        };
        let some = move |kind: Kind, count: std::ops::Range<usize>| {
            prop::collection::btree_set(prop::sample::select(codes(kind)), count)
        };
        let lesion = (
            prop::sample::select(codes(Kind::Lesion)),
            some(Kind::Region, 0..3),
            some(Kind::Attribute, 0..12),
            prop::option::of(any::<bool>()),
            prop::option::of(0.0..120.0),
        );
        let relation = (1..4_u32, prop::sample::select(codes(Kind::Relation)), 1..4_u32);
        let fields = ["regions", "lesions", "relations", "lesion/1/attribute.size", "lesion/2/role"];
        (
            some(Kind::Region, 0..4),
            prop::collection::vec(lesion, 0..4),
            prop::collection::vec(relation, 0..8),
            some(Kind::Disease, 0..4),
            prop::sample::subsequence(fields.to_vec(), 0..2),
        )
            .prop_map(|(regions, lesions, relations, diseases, unsure)| {
                let lesions =
                    (1..).zip(lesions).map(|(number, (lesion, regions, attributes, primary, size_mm))| Lesion {
                        number,
                        lesion,
                        role: primary.map(|yes| if yes { LesionRole::Primary } else { LesionRole::Secondary }),
                        regions: regions.into_iter().collect(),
                        attributes,
                        marks: vec![],
                        size_mm,
                    });
                let relations = relations.into_iter().map(|(from, relation, to)| Relation { from, relation, to });
                let candidates = diseases.into_iter().map(|disease| Candidate { disease, confidence: None });
                Annotation {
                    regions: regions.into_iter().collect(),
                    lesions: lesions.collect(),
                    relations: relations.collect(),
                    differential: Differential::new(candidates.collect()).unwrap(),
                    unsure: unsure.into_iter().map(str::to_owned).collect(),
                    ..Annotation::default()
                }
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn any_annotation_is_read_and_the_order_of_its_cards_changes_nothing(a in annotations()) {
            let hints = found(&a);
            for hint in &hints {
                prop_assert!(hint.terms.iter().all(|term| Vocabulary::built_in().term(term).is_some()));
                prop_assert!(hint.lesion.is_none_or(|number| a.lesions.iter().any(|lesion| lesion.number == number)));
            }
            let mut b = a;
            b.lesions.reverse();
            b.relations.reverse();
            prop_assert_eq!(hints, found(&b));
        }
    }
}
