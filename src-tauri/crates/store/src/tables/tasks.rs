//! Who annotates which photograph, and what for. Readings and trials are sealed and lie in `annotation`; what seniors
//! submit as a reference or an audit lies open in the task.

use std::collections::{BTreeMap, BTreeSet};

use domain::annotation::Annotation;
use domain::people::{PersonId, Role};
use domain::photograph::PhotographId;
use domain::standing::NotInForce;
use domain::task::{Purpose, Task, UnknownPurpose};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::photographs::{self, PhotographRow};
use super::{json, one};
use crate::error::StoreError;

/// A reference or an audit.
#[derive(Debug, Clone, PartialEq)]
pub struct SeniorTask {
    /// What the senior read.
    pub photograph: PhotographId,
    /// Who is named; nobody is for a reference.
    pub person: Option<PersonId>,
    /// What the senior sees; none before it is submitted.
    pub annotation: Option<Annotation>,
}

fn insert(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    purpose: Purpose,
    person: Option<&PersonId>,
) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO task VALUES (?1, ?2, ?3, NULL)")?.execute((
        &photograph.0,
        purpose.as_str(),
        person.map(|person| &person.0),
    ))?;
    Ok(())
}

/// Gives photographs to readers.
pub(crate) fn assign(tx: &Transaction<'_>, assignments: &[(PhotographId, Vec<PersonId>)]) -> Result<(), StoreError> {
    for (photograph, people) in assignments {
        for person in people {
            insert(tx, photograph, Purpose::Reading, Some(person))?;
        }
        tx.prepare_cached(
            "UPDATE photograph SET wanted =
               max(wanted, (SELECT count(*) FROM task WHERE photograph = ?1 AND purpose = 'reading'))
             WHERE id = ?1",
        )?
        .execute([&photograph.0])?;
    }
    Ok(())
}

/// Takes photographs back from readers and gives them to others.
pub(crate) fn reassign(
    tx: &Transaction<'_>,
    taken: &[(PhotographId, PersonId)],
    given: &[(PhotographId, PersonId)],
) -> Result<(), StoreError> {
    for (photograph, person) in taken {
        let changed = tx
            .prepare_cached("DELETE FROM task WHERE photograph = ?1 AND purpose = 'reading' AND person = ?2")?
            .execute([&photograph.0, &person.0])?;
        one(changed)?;
    }
    for (photograph, person) in given {
        insert(tx, photograph, Purpose::Reading, Some(person))?;
    }
    Ok(())
}

/// Puts a photograph into the calibration set: any senior may read it.
pub(crate) fn choose_for_calibration(tx: &Transaction<'_>, photograph: &PhotographId) -> Result<(), StoreError> {
    insert(tx, photograph, Purpose::Reference, None)
}

/// Takes a photograph out of the calibration set, as long as nobody has read it.
pub(crate) fn leave_calibration(tx: &Transaction<'_>, photograph: &PhotographId) -> Result<(), StoreError> {
    let removed = tx.execute(
        "DELETE FROM task WHERE photograph = ?1 AND purpose = 'reference' AND annotation IS NULL",
        [&photograph.0],
    )?;
    one(removed)
}

/// Notes what a senior reads in a photograph of the calibration set; from then on physicians practise on it.
pub(crate) fn set_reference(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    reference: &Annotation,
) -> Result<(), StoreError> {
    submit(tx, photograph, Purpose::Reference, None, reference)?;
    insert(tx, photograph, Purpose::Trial, None)
}

/// Gives reviewed photographs to other seniors, to be annotated afresh.
pub(crate) fn draw_audits(tx: &Transaction<'_>, drawn: &[(PhotographId, PersonId)]) -> Result<(), StoreError> {
    for (photograph, auditor) in drawn {
        insert(tx, photograph, Purpose::Audit, Some(auditor))?;
    }
    Ok(())
}

/// Notes what an auditor sees.
pub(crate) fn set_audit(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    audit: &Annotation,
    auditor: &PersonId,
) -> Result<(), StoreError> {
    submit(tx, photograph, Purpose::Audit, Some(auditor), audit)
}

/// The first that is submitted stands.
fn submit(
    tx: &Transaction<'_>,
    photograph: &PhotographId,
    purpose: Purpose,
    person: Option<&PersonId>,
    annotation: &Annotation,
) -> Result<(), StoreError> {
    if of_senior(tx, photograph, purpose)?.is_some_and(|task| task.annotation.is_some()) {
        return Err(NotInForce::ThereAlready.into());
    }
    let changed = tx.execute(
        "UPDATE task SET annotation = ?4 WHERE photograph = ?1 AND purpose = ?2 AND person IS ?3",
        (&photograph.0, purpose.as_str(), person.map(|person| &person.0), serde_json::to_string(annotation)?),
    )?;
    one(changed)
}

/// What [`row_to_task`] reads of a task `t` of the person `?1`.
const COLUMNS: &str = "t.photograph, t.purpose, t.person IS NULL,
    CASE WHEN t.purpose IN ('reading', 'trial')
      THEN EXISTS (SELECT 1 FROM annotation n WHERE n.photograph = t.photograph AND n.author = ?1)
      ELSE t.annotation IS NOT NULL END";
/// How many [`COLUMNS`] there are.
const COLUMN_COUNT: usize = 4;
/// Tasks of the person `?1`, and those of which nobody is named.
const FOR_PERSON: &str = "(t.person = ?1 OR t.person IS NULL)";

/// A task that begins at a column, unless nobody is named and it is not for these roles.
fn row_to_task(row: &Row<'_>, first: usize, roles: &[Role]) -> rusqlite::Result<Option<Task>> {
    let unknown =
        |error: UnknownPurpose| rusqlite::Error::FromSqlConversionFailure(first + 1, Type::Text, Box::new(error));
    let purpose: Purpose = row.get::<_, String>(first + 1)?.parse().map_err(unknown)?;
    let for_everybody: bool = row.get(first + 2)?;
    let task = Task { photograph: PhotographId(row.get(first)?), purpose, submitted: row.get(first + 3)? };
    Ok(Some(task).filter(|_| !for_everybody || purpose.is_for(roles)))
}

/// All tasks of a person with these roles, by purpose.
pub fn of_person(connection: &Connection, person: &PersonId, roles: &[Role]) -> Result<Vec<Task>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM task t WHERE {FOR_PERSON}"))?;
    let rows = statement.query_map([&person.0], |row| row_to_task(row, 0, roles))?;
    let mut tasks: Vec<Task> = rows.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    tasks.sort_by_key(|task| task.purpose);
    Ok(tasks)
}

/// Whether a trial waits for a person with these roles.
pub fn has_trial_waiting(connection: &Connection, person: &PersonId, roles: &[Role]) -> Result<bool, StoreError> {
    if !Purpose::Trial.is_for(roles) {
        return Ok(false);
    }
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM task t WHERE t.person IS NULL AND t.purpose = 'trial' AND NOT EXISTS
           (SELECT 1 FROM annotation n WHERE n.photograph = t.photograph AND n.author = ?1))",
    )?;
    Ok(statement.query_row([&person.0], |row| row.get(0))?)
}

/// All tasks of a person with these roles and their photographs: by purpose, then subjects together, in order of import.
pub fn with_photographs(
    connection: &Connection,
    person: &PersonId,
    roles: &[Role],
) -> Result<Vec<(Task, PhotographRow)>, StoreError> {
    let photograph = photographs::COLUMNS;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, {photograph} FROM task t JOIN photograph p ON p.id = t.photograph WHERE {FOR_PERSON}
         ORDER BY (SELECT min(position) FROM photograph s WHERE s.subject = p.subject), p.position"
    ))?;
    let rows = statement.query_map([&person.0], |row| {
        let task = row_to_task(row, 0, roles)?;
        task.map(|task| Ok((task, photographs::row_to_photograph(row, COLUMN_COUNT)?))).transpose()
    })?;
    let mut tasks: Vec<(Task, PhotographRow)> = rows.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    tasks.sort_by_key(|(task, _)| task.purpose);
    Ok(tasks)
}

/// The task of a person with these roles on one photograph.
pub fn on_photograph(
    connection: &Connection,
    photograph: &PhotographId,
    person: &PersonId,
    roles: &[Role],
) -> Result<Option<Task>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM task t WHERE t.photograph = ?2 AND {FOR_PERSON}"))?;
    let rows = statement.query_map([&person.0, &photograph.0], |row| row_to_task(row, 0, roles))?;
    let tasks: Vec<Task> = rows.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    Ok(tasks.into_iter().min_by_key(|task| task.purpose))
}

const SENIOR_TASK: &str = "SELECT t.photograph, t.person, t.annotation FROM task t
    JOIN photograph p ON p.id = t.photograph WHERE t.purpose = ?1";

fn row_to_senior_task(row: &Row<'_>) -> rusqlite::Result<SeniorTask> {
    let annotation: Option<String> = row.get(2)?;
    Ok(SeniorTask {
        photograph: PhotographId(row.get(0)?),
        person: row.get::<_, Option<String>>(1)?.map(PersonId),
        annotation: annotation.map(|text| json(&text)).transpose()?,
    })
}

/// All references, or all audits, in order of import.
pub fn of_seniors(connection: &Connection, purpose: Purpose) -> Result<Vec<SeniorTask>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SENIOR_TASK} ORDER BY p.position"))?;
    let rows = statement.query_map([purpose.as_str()], row_to_senior_task)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The reference, or the audit, of one photograph.
pub fn of_senior(
    connection: &Connection,
    photograph: &PhotographId,
    purpose: Purpose,
) -> Result<Option<SeniorTask>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SENIOR_TASK} AND t.photograph = ?2"))?;
    Ok(statement.query_row([purpose.as_str(), &photograph.0], row_to_senior_task).optional()?)
}

/// Photographs that somebody has for a purpose.
pub fn photographs_for(connection: &Connection, purpose: Purpose) -> Result<BTreeSet<PhotographId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT photograph FROM task WHERE purpose = ?1")?;
    let rows = statement.query_map([purpose.as_str()], |row| Ok(PhotographId(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Who reads what, by photograph.
pub fn readers(connection: &Connection) -> Result<BTreeMap<PhotographId, Vec<PersonId>>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT photograph, person FROM task WHERE purpose = 'reading' ORDER BY photograph, person")?;
    let mut readers: BTreeMap<PhotographId, Vec<PersonId>> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        readers.entry(PhotographId(row.get(0)?)).or_default().push(PersonId(row.get(1)?));
    }
    Ok(readers)
}

/// Whether a person is to read a photograph for the study.
pub fn reads(connection: &Connection, photograph: &PhotographId, person: &PersonId) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM task WHERE photograph = ?1 AND purpose = 'reading' AND person = ?2)",
    )?;
    Ok(statement.query_row([&photograph.0, &person.0], |row| row.get(0))?)
}

/// Photographs that a person is to read and has neither submitted nor saved anything on, in order of import; of somebody
/// who has left, all that are not submitted.
pub fn not_begun(connection: &Connection, person: &PersonId) -> Result<Vec<PhotographId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT t.photograph FROM task t JOIN photograph p ON p.id = t.photograph
         WHERE t.purpose = 'reading' AND t.person = ?1
           AND NOT EXISTS (SELECT 1 FROM annotation n WHERE n.photograph = t.photograph AND n.author = ?1)
           AND (EXISTS (SELECT 1 FROM person WHERE id = ?1 AND accepted IS NOT NULL) OR NOT EXISTS
             (SELECT 1 FROM draft d WHERE d.photograph = t.photograph AND d.person = ?1 AND d.kind = 'annotation'))
         ORDER BY p.position",
    )?;
    let rows = statement.query_map([&person.0], |row| Ok(PhotographId(row.get(0)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// How many photographs each person is to read, and how many of them are submitted.
pub fn loads(connection: &Connection) -> Result<Vec<(PersonId, u32, u32)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT p.id,
           (SELECT count(*) FROM task t WHERE t.person = p.id AND t.purpose = 'reading'),
           (SELECT count(*) FROM task t WHERE t.person = p.id AND t.purpose = 'reading' AND EXISTS
             (SELECT 1 FROM annotation n WHERE n.photograph = t.photograph AND n.author = p.id))
         FROM person p ORDER BY p.rowid",
    )?;
    let rows = statement
        .query_map([], |row| Ok((PersonId(row.get(0)?), row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A physician and two seniors, photographs `a` and `b`.
    fn tables() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        let schema = include_str!("../../../../../schema/database/projections.sql");
        connection.execute_batch("PRAGMA foreign_keys = ON;").unwrap();
        connection.execute_batch(schema).unwrap();
        for person in ["physician", "senior", "other"] {
            let row = "INSERT INTO person VALUES (?1, ?1, '{}', 1, '', '', NULL)";
            connection.execute(row, [person]).unwrap();
        }
        for (position, photograph) in [(1, "b"), (2, "a")] {
            let row = "INSERT INTO photograph VALUES
                (?1, ?1, ?1, ?1, 's', '{\"subject\":\"s\"}', 1, 1, ?3, 'accepted', NULL, '[]', ?2, NULL, 0)";
            let quality = r#"{"sharpness":1.0,"brightness":1.0,"clipped":0.0}"#;
            connection.execute(row, (photograph, position, quality)).unwrap();
        }
        connection
    }
    fn id(photograph: &str) -> PhotographId {
        PhotographId(photograph.into())
    }
    fn person(name: &str) -> PersonId {
        PersonId(name.into())
    }
    fn reason(result: Result<(), StoreError>) -> Option<NotInForce> {
        match result {
            Err(StoreError::NotInForce(reason)) => Some(reason),
            other => {
                other.unwrap();
                None
            }
        }
    }
    fn saying(words: &str) -> Annotation {
        Annotation { reasoning: words.into(), ..Annotation::default() }
    }

    #[test]
    fn the_first_reference_stands_and_opens_the_practice() {
        let mut connection = tables();
        let tx = connection.transaction().unwrap();
        let physician = |tx: &Transaction<'_>| of_person(tx, &person("physician"), &[Role::Physician]).unwrap();
        let senior = |tx: &Transaction<'_>| of_person(tx, &person("senior"), &[Role::Senior]).unwrap();
        assert_eq!(reason(set_reference(&tx, &id("a"), &saying("nobody asked"))), Some(NotInForce::NothingThere));
        choose_for_calibration(&tx, &id("a")).unwrap();
        assert_eq!(reason(choose_for_calibration(&tx, &id("a"))), Some(NotInForce::ThereAlready));
        assert_eq!((physician(&tx).len(), senior(&tx).len()), (0, 1), "nothing to practise on yet");
        assert!(!has_trial_waiting(&tx, &person("physician"), &[Role::Physician]).unwrap());
        set_reference(&tx, &id("a"), &saying("first")).unwrap();
        assert_eq!(reason(set_reference(&tx, &id("a"), &saying("second"))), Some(NotInForce::ThereAlready));
        let reference = of_senior(&tx, &id("a"), Purpose::Reference).unwrap().unwrap();
        assert_eq!(reference.annotation, Some(saying("first")));
        let trial = Task { photograph: id("a"), purpose: Purpose::Trial, submitted: false };
        assert_eq!(physician(&tx), [trial]);
        assert!(senior(&tx)[0].submitted && senior(&tx).len() == 1);
        assert!(has_trial_waiting(&tx, &person("physician"), &[Role::Physician]).unwrap());
        assert!(!has_trial_waiting(&tx, &person("senior"), &[Role::Senior]).unwrap());
        assert_eq!(reason(leave_calibration(&tx, &id("a"))), Some(NotInForce::NothingThere), "what is read stays");
    }

    #[test]
    fn an_audit_is_one_seniors_and_what_that_senior_sees_first_stands() {
        let mut connection = tables();
        let tx = connection.transaction().unwrap();
        draw_audits(&tx, &[(id("a"), person("senior"))]).unwrap();
        let again = draw_audits(&tx, &[(id("a"), person("other"))]);
        assert_eq!(reason(again), Some(NotInForce::ThereAlready));
        let of_another = set_audit(&tx, &id("a"), &saying("not mine"), &person("other"));
        assert_eq!(reason(of_another), Some(NotInForce::NothingThere));
        set_audit(&tx, &id("a"), &saying("first"), &person("senior")).unwrap();
        let twice = set_audit(&tx, &id("a"), &saying("second"), &person("senior"));
        assert_eq!(reason(twice), Some(NotInForce::ThereAlready));
        assert_eq!(of_seniors(&tx, Purpose::Audit).unwrap()[0].annotation, Some(saying("first")));
        assert_eq!(on_photograph(&tx, &id("a"), &person("other"), &[Role::Senior]).unwrap(), None);
    }

    #[test]
    fn what_is_for_everybody_comes_beside_what_is_for_one_by_purpose_and_in_order_of_import() {
        let mut connection = tables();
        let tx = connection.transaction().unwrap();
        let both = |name: &str| (id(name), vec![person("physician"), person("other")]);
        assign(&tx, &[both("a"), both("b")]).unwrap();
        assert_eq!(reason(assign(&tx, &[both("a")])), Some(NotInForce::ThereAlready));
        choose_for_calibration(&tx, &id("a")).unwrap();
        set_reference(&tx, &id("a"), &saying("seen")).unwrap();
        let names = |roles: &[Role]| -> Vec<(String, Purpose)> {
            let tasks = with_photographs(&tx, &person("physician"), roles).unwrap();
            tasks.into_iter().map(|(task, row)| (row.id.0, task.purpose)).collect()
        };
        let readings = [("b".to_owned(), Purpose::Reading), ("a".to_owned(), Purpose::Reading)];
        assert_eq!(names(&[Role::Coordinator]), readings, "given by name, whatever the role");
        assert_eq!(names(&[Role::Physician])[1..], readings);
        assert_eq!(names(&[Role::Physician])[0], ("a".to_owned(), Purpose::Trial));
        reassign(&tx, &[(id("a"), person("physician"))], &[]).unwrap();
        let gone = reassign(&tx, &[(id("a"), person("physician"))], &[]);
        assert_eq!(reason(gone), Some(NotInForce::NothingThere));
        assert!(!reads(&tx, &id("a"), &person("physician")).unwrap());
        assert_eq!(readers(&tx).unwrap()[&id("a")], [person("other")]);
    }
}
