//! The people of the demo study and of the stories.

use std::path::Path;

use app::{App, AppError};
use serde_json::{Value, json};

/// Somebody who takes part.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// Name.
    pub name: &'static str,
    /// Password; shown on the sign-in screen of the demo.
    pub password: &'static str,
    /// Roles; the sign-in screen of the demo shows the first.
    pub roles: &'static [&'static str],
    /// Grade.
    pub grade: Option<&'static str>,
    /// Years of experience.
    pub years: Option<u32>,
}

/// Keeps the study.
pub const COORDINATOR: Person =
    Person { name: "Lin Wei", password: "river stone lantern", roles: &["coordinator"], grade: None, years: None };
/// First physician.
pub const FIRST: Person = Person {
    name: "Anna Berg",
    password: "quiet maple harbour",
    roles: &["physician"],
    grade: Some("primary"),
    years: Some(4),
};
/// Second physician.
pub const SECOND: Person = Person {
    name: "Chen Yu",
    password: "amber field window",
    roles: &["physician"],
    grade: Some("senior"),
    years: Some(12),
};
/// Reviews.
pub const SENIOR: Person = Person {
    name: "Maria Okafor",
    password: "copper bridge evening",
    roles: &["senior"],
    grade: Some("senior"),
    years: Some(23),
};
/// A third physician, who is not in the demo.
pub const THIRD: Person = Person {
    name: "Kofi Mensah",
    password: "winter copper lantern",
    roles: &["physician"],
    grade: Some("primary"),
    years: Some(6),
};
/// Everybody.
pub const EVERYBODY: [Person; 4] = [COORDINATOR, FIRST, SECOND, SENIOR];

/// Creates a demo study; the coordinator is signed in afterwards.
pub fn create_study(app: &App, folder: &Path, title: &str) -> Result<(), AppError> {
    let demo: Vec<Value> =
        EVERYBODY.iter().map(|p| json!({"name": p.name, "password": p.password, "role": p.roles[0]})).collect();
    app.call(
        "study.create",
        json!({"folder": folder, "title": title, "language": "en", "name": COORDINATOR.name,
               "password": COORDINATOR.password, "demo": demo}),
    )?;
    Ok(())
}

/// The coordinator invites everybody and each joins; the coordinator is signed in afterwards.
pub fn enrol(app: &App, folder: &Path) -> Result<(), AppError> {
    invite(app, folder, &EVERYBODY[1..])?;
    sign_in(app, folder, COORDINATOR)
}

/// The coordinator, who is signed in, invites people and each joins; the last of them is signed in afterwards.
pub fn invite(app: &App, folder: &Path, people: &[Person]) -> Result<(), AppError> {
    let mut codes = Vec::new();
    for person in people {
        let invited = app.call(
            "person.invite",
            json!({"name": person.name, "roles": person.roles, "grade": person.grade, "years": person.years,
                   "department": "Dermatology"}),
        )?;
        codes.push(invited["code"].clone());
    }
    for (person, code) in people.iter().zip(codes) {
        let input = json!({"folder": folder, "name": person.name, "code": code, "password": person.password});
        app.call("study.join", input)?;
    }
    Ok(())
}

/// Signs a person in, and whoever was signed in out.
pub fn sign_in(app: &App, folder: &Path, person: Person) -> Result<(), AppError> {
    let input = json!({"folder": folder, "name": person.name, "password": person.password});
    app.call("study.open", input).map(|_| ())
}
