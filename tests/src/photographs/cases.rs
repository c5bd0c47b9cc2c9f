//! The eight subjects as they are drawn; what readers say of them stands in `readings.json`.

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
    /// A limb.
    Limb,
    /// The back of the head, with short hair.
    Scalp,
    /// A face from brow to chin, with the cheek in the middle.
    Face,
    /// Nape and upper back.
    Back,
    /// The back of a hand.
    Hand,
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
}

/// All subjects.
pub const CASES: [Case; 8] = [
    Case {
        subject: "subject-01",
        age: 19,
        sex: "female",
        fitzpatrick: 1,
        scene: Scene::Limb,
        shape: Shape::Pustules,
        rgb: [205.0, 72.0, 70.0],
        count: 17,
        radius: 9.0,
    },
    Case {
        subject: "subject-02",
        age: 44,
        sex: "male",
        fitzpatrick: 2,
        scene: Scene::Scalp,
        shape: Shape::ScalyPlaque,
        rgb: [198.0, 84.0, 84.0],
        count: 2,
        radius: 62.0,
    },
    Case {
        subject: "subject-03",
        age: 57,
        sex: "female",
        fitzpatrick: 3,
        scene: Scene::Face,
        shape: Shape::Spots,
        rgb: [62.0, 38.0, 30.0],
        count: 1,
        radius: 26.0,
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
    },
    Case {
        subject: "subject-05",
        age: 31,
        sex: "female",
        fitzpatrick: 5,
        scene: Scene::Hand,
        shape: Shape::Patch,
        rgb: [226.0, 206.0, 194.0],
        count: 3,
        radius: 52.0,
    },
    Case {
        subject: "subject-06",
        age: 25,
        sex: "male",
        fitzpatrick: 6,
        scene: Scene::Back,
        shape: Shape::Ring,
        rgb: [128.0, 62.0, 50.0],
        count: 2,
        radius: 58.0,
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
    },
    Case {
        subject: "subject-08",
        age: 36,
        sex: "female",
        fitzpatrick: 3,
        scene: Scene::Limb,
        shape: Shape::Spots,
        rgb: [222.0, 178.0, 150.0],
        count: 26,
        radius: 8.0,
    },
];
