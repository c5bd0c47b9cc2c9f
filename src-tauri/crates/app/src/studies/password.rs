//! What a password must be: at least 12 and at most 128 characters, any Unicode, not a
//! common one.

use crate::error::{AppError, Code};

/// Stems of the passwords that guessers try first, among those long enough to pass otherwise.
const COMMON: [&str; 14] = [
    "password",
    "passwort",
    "123456789",
    "qwertyuiop",
    "qwertzuiop",
    "1q2w3e4r5t",
    "iloveyou",
    "letmein",
    "welcome",
    "administrator",
    "abcdefghijkl",
    "consilium",
    "aa123456",
    "woaini",
];

/// Refuses weak passwords, saying why.
pub(crate) fn check(password: &str, name: &str) -> Result<(), AppError> {
    let weak = |why: &str| Err(AppError::new(Code::WeakPassword).with("why", why));
    let characters: Vec<char> = password.chars().collect();
    let folded = password.to_lowercase();
    // What is left beside a common stem must stand on its own.
    let rest = |stem: &str| folded.replace(stem, "").chars().count();
    if characters.len() < 12 {
        weak("short")
    } else if characters.len() > 128 {
        weak("long")
    } else if COMMON.iter().any(|stem| folded.contains(stem) && rest(stem) < 8)
        || (!name.trim().is_empty() && rest(&name.trim().to_lowercase()) < 8)
        || characters.iter().collect::<std::collections::BTreeSet<_>>().len() < 5
    {
        weak("common")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_common_passwords_are_refused_and_any_script_is_fine() {
        let why = |password: &str| {
            check(password, "Ada Example").err().map(|error| error.args["why"].as_str().unwrap().to_owned())
        };
        assert_eq!(why("elevenchars"), Some("short".into()));
        assert_eq!(why(&"xyzzyplugh".repeat(13)), Some("long".into()));
        for common in ["Password1234", "123456789123", "aaaaaaaaaaaaaa", "ada example1", "qwertyuiop12"] {
            assert_eq!(why(common), Some("common".into()), "{common}");
        }
        for good in ["correct horse battery", "皮肤科的四月有十二场雨下", "Tr0ub4dor&3xyz"] {
            assert_eq!(why(good), None, "{good}");
        }
    }
}
