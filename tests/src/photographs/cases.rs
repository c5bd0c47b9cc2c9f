//! The eight subjects: where the picture is taken, what is on it, and what two readers may think.

/// Distance of the camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The lesion fills the picture.
    Near,
    /// The region fills the picture.
    Medium,
    /// The body part before a wall.
    Far,
}

impl View {
    /// As the manifest writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Medium => "medium",
            Self::Far => "far",
        }
    }
    /// Enlargement against the far view.
    pub fn zoom(self) -> f64 {
        match self {
            Self::Near => 3.2,
            Self::Medium => 1.8,
            Self::Far => 1.0,
        }
    }
}

/// What the body part looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// A limb or trunk.
    Skin,
    /// A finger with its nail.
    Nail,
    /// The inside of the mouth.
    Oral,
}

/// How the lesion is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Filled spots.
    Spots,
    /// Filled spots with pale tops.
    Pustules,
    /// A raised area with white flakes.
    ScalyPlaque,
    /// A ring.
    Ring,
    /// A flat area with an irregular edge.
    Patch,
    /// The free edge of the nail plate.
    NailPlate,
}

/// One subject.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// Subject.
    pub subject: &'static str,
    /// Age in years.
    pub age: u32,
    /// Sex.
    pub sex: &'static str,
    /// Fitzpatrick type.
    pub fitzpatrick: u8,
    /// Scene.
    pub scene: Scene,
    /// Shape.
    pub shape: Shape,
    /// Colour as red, green, blue.
    pub rgb: [f64; 3],
    /// How many.
    pub count: usize,
    /// Radius in pixels of the far view at 1280 px.
    pub radius: f64,
    /// Region code.
    pub region: &'static str,
    /// Main lesion code.
    pub lesion: &'static str,
    /// Second lesion that one reader sees, or both.
    pub second: Option<&'static str>,
    /// Colour code.
    pub colour: &'static str,
    /// Size, shape, quantity, distribution and boundary codes.
    pub attributes: [&'static str; 5],
    /// Differential in order of plausibility.
    pub diseases: [&'static str; 3],
    /// Care, medication or procedure, precaution.
    pub treatment: [&'static str; 3],
}

/// All subjects.
pub const CASES: [Case; 8] = [
    Case {
        subject: "subject-01",
        age: 19,
        sex: "female",
        fitzpatrick: 1,
        scene: Scene::Skin,
        shape: Shape::Pustules,
        rgb: [205.0, 72.0, 70.0],
        count: 17,
        radius: 9.0,
        region: "region.cheek",
        lesion: "lesion.papule",
        second: Some("lesion.pustule"),
        colour: "attribute.colour.red",
        attributes: [
            "size.millet",
            "shape.subcircular",
            "quantity.multiple",
            "distribution.scattered",
            "boundary.relatively_well_defined",
        ],
        diseases: ["disease.acne_vulgaris", "disease.folliculitis", "disease.rosacea"],
        treatment: ["care.dermatology_routine", "medication.fusidic_acid", "precaution.avoid_squeezing"],
    },
    Case {
        subject: "subject-02",
        age: 44,
        sex: "male",
        fitzpatrick: 2,
        scene: Scene::Skin,
        shape: Shape::ScalyPlaque,
        rgb: [198.0, 84.0, 84.0],
        count: 2,
        radius: 62.0,
        region: "region.elbow",
        lesion: "lesion.plaque",
        second: Some("lesion.scale"),
        colour: "attribute.colour.pink",
        attributes: [
            "size.walnut",
            "shape.irregular",
            "quantity.two",
            "distribution.extensor",
            "boundary.well_defined",
        ],
        diseases: ["disease.psoriasis_vulgaris", "disease.nummular_eczema", "disease.tinea_corporis"],
        treatment: ["care.dermatology_routine", "medication.calcipotriol", "precaution.moisturise"],
    },
    Case {
        subject: "subject-03",
        age: 57,
        sex: "female",
        fitzpatrick: 3,
        scene: Scene::Skin,
        shape: Shape::Spots,
        rgb: [62.0, 38.0, 30.0],
        count: 1,
        radius: 26.0,
        region: "region.upper_back",
        lesion: "lesion.macule",
        second: None,
        colour: "attribute.colour.dark_brown",
        attributes: [
            "size.soybean",
            "shape.oval",
            "quantity.single",
            "distribution.localised",
            "boundary.well_defined",
        ],
        diseases: ["disease.melanocytic_naevus", "disease.seborrhoeic_keratosis", "disease.melanoma"],
        treatment: ["care.dermatology_two_weeks", "procedure.dermoscopy", "precaution.observe_change"],
    },
    Case {
        subject: "subject-04",
        age: 63,
        sex: "male",
        fitzpatrick: 4,
        scene: Scene::Nail,
        shape: Shape::NailPlate,
        rgb: [196.0, 160.0, 74.0],
        count: 1,
        radius: 70.0,
        region: "region.fingernail",
        lesion: "lesion.nail_plate_thickening",
        second: Some("lesion.onycholysis"),
        colour: "attribute.colour.yellow",
        attributes: [
            "size.broad_bean",
            "shape.irregular",
            "quantity.single",
            "distribution.acral",
            "boundary.relatively_well_defined",
        ],
        diseases: ["disease.onychomycosis", "disease.psoriasis_vulgaris", "disease.paronychia"],
        treatment: ["care.dermatology_routine", "medication.terbinafine", "precaution.keep_dry"],
    },
    Case {
        subject: "subject-05",
        age: 31,
        sex: "female",
        fitzpatrick: 5,
        scene: Scene::Skin,
        shape: Shape::Patch,
        rgb: [226.0, 206.0, 194.0],
        count: 3,
        radius: 52.0,
        region: "region.shin",
        lesion: "lesion.depigmentation",
        second: None,
        colour: "attribute.colour.white",
        attributes: [
            "size.coin",
            "shape.geographic",
            "quantity.few",
            "distribution.symmetric",
            "boundary.well_defined",
        ],
        diseases: ["disease.vitiligo", "disease.pityriasis_versicolor", "disease.lichen_sclerosus"],
        treatment: ["care.dermatology_routine", "medication.tacrolimus", "precaution.sun_protection"],
    },
    Case {
        subject: "subject-06",
        age: 25,
        sex: "male",
        fitzpatrick: 6,
        scene: Scene::Skin,
        shape: Shape::Ring,
        rgb: [128.0, 62.0, 50.0],
        count: 2,
        radius: 58.0,
        region: "region.forearm",
        lesion: "lesion.plaque",
        second: Some("lesion.scale"),
        colour: "attribute.colour.violaceous",
        attributes: ["size.coin", "shape.annular", "quantity.two", "distribution.asymmetric", "boundary.active_scaly"],
        diseases: ["disease.tinea_corporis", "disease.nummular_eczema", "disease.psoriasis_vulgaris"],
        treatment: ["care.general_practitioner", "medication.terbinafine", "precaution.no_shared_towels"],
    },
    Case {
        subject: "subject-07",
        age: 68,
        sex: "male",
        fitzpatrick: 2,
        scene: Scene::Oral,
        shape: Shape::Patch,
        rgb: [236.0, 226.0, 222.0],
        count: 2,
        radius: 44.0,
        region: "region.buccal_mucosa",
        lesion: "lesion.white_oral_patch",
        second: Some("lesion.erosion"),
        colour: "attribute.colour.white",
        attributes: [
            "size.broad_bean",
            "shape.irregular",
            "quantity.two",
            "distribution.localised",
            "boundary.relatively_well_defined",
        ],
        diseases: ["disease.oral_leukoplakia", "disease.oral_lichen_planus", "disease.oral_candidiasis"],
        treatment: ["care.oral_medicine", "procedure.incisional_biopsy", "precaution.stop_smoking"],
    },
    Case {
        subject: "subject-08",
        age: 36,
        sex: "female",
        fitzpatrick: 3,
        scene: Scene::Skin,
        shape: Shape::Spots,
        rgb: [222.0, 178.0, 150.0],
        count: 26,
        radius: 8.0,
        region: "region.hand_dorsum",
        lesion: "lesion.vesicle",
        second: Some("lesion.erythema"),
        colour: "attribute.colour.skin_tone",
        attributes: [
            "size.millet",
            "shape.dome_shaped",
            "quantity.numerous",
            "distribution.clustered",
            "boundary.well_defined",
        ],
        diseases: ["disease.contact_dermatitis", "disease.dyshidrotic_eczema", "disease.herpes_zoster"],
        treatment: ["care.dermatology_routine", "medication.betamethasone_valerate", "precaution.avoid_irritants"],
    },
];
