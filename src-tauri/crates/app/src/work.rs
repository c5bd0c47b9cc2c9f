//! Long work under way: how far it is, and whether it was cancelled.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use ts_rs::TS;

use crate::error::{AppError, Code};

/// How far long work is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// All steps; 0 while they are not counted yet.
    pub total: usize,
}

/// One piece of long work.
#[derive(Debug)]
pub(crate) struct Work {
    /// Name of its command.
    what: &'static str,
    cancelled: AtomicBool,
    progress: Mutex<Progress>,
}

impl Work {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, cancelled: AtomicBool::default(), progress: Mutex::default() }
    }
    /// Whether it was not cancelled.
    pub(crate) fn goes_on(&self) -> bool {
        !self.cancelled.load(Ordering::Relaxed)
    }
    pub(crate) fn is_at(&self, progress: Progress) {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = progress;
    }
}

type ById = BTreeMap<String, Arc<Work>>;

/// All long work under way, by the id that its beginner gave it.
#[derive(Default)]
pub(crate) struct Works(Mutex<ById>);

impl Works {
    fn under_way(&self) -> MutexGuard<'_, ById> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins work; it is under way until the answer is dropped. Refuses an id that is in use.
    pub(crate) fn begin(&self, id: &str, what: &'static str) -> Result<UnderWay<'_>, AppError> {
        let mut under_way = self.under_way();
        if under_way.contains_key(id) {
            return Err(AppError::new(Code::BadInput).with("detail", "work"));
        }
        let work = Arc::new(Work::new(what));
        under_way.insert(id.to_owned(), Arc::clone(&work));
        Ok(UnderWay { works: self, id: id.to_owned(), work })
    }

    /// Cancels work, which ends with its next step; what it finished stays. Work that ended already is no error.
    pub(crate) fn cancel(&self, id: &str) {
        if let Some(work) = self.under_way().get(id) {
            work.cancelled.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) fn is_any_running(&self) -> bool {
        !self.under_way().is_empty()
    }

    /// Refuses while long work other than `own` is under way, and says which and how far it is.
    pub(crate) fn refuse_while_running(&self, own: &Arc<Work>) -> Result<(), AppError> {
        match self.under_way().iter().find(|(_, work)| !Arc::ptr_eq(work, own)) {
            None => Ok(()),
            Some((id, work)) => {
                let Progress { done, total } = *work.progress.lock().unwrap_or_else(PoisonError::into_inner);
                let refusal = AppError::new(Code::WorkRunning).with("work", id.as_str()).with("what", work.what);
                Err(refusal.with("done", done).with("total", total))
            }
        }
    }
}

/// Work from its beginning to its end, whichever way it ends.
pub(crate) struct UnderWay<'a> {
    works: &'a Works,
    id: String,
    pub(crate) work: Arc<Work>,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.works.under_way().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cancelling_reaches_one_work_alone_and_what_still_runs_is_named() {
        let works = Works::default();
        let (first, second) = (works.begin("a", "import").unwrap(), works.begin("b", "verify").unwrap());
        assert_eq!(works.begin("a", "verify").err().unwrap().code, Code::BadInput);
        second.work.is_at(Progress { done: 2, total: 5 });
        works.cancel("a");
        assert!(!first.work.goes_on() && second.work.goes_on());
        drop(first);
        works.refuse_while_running(&second.work).unwrap();
        let refusal = works.refuse_while_running(&Arc::new(Work::new("open"))).unwrap_err();
        assert_eq!(refusal.to_string(), "work_running done=2 total=5 what=\"verify\" work=\"b\"");
        drop(second);
        assert!(!works.is_any_running());
        works.cancel("b");
    }
}
