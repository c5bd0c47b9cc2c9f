//! Which file of a crate uses which, read from the sources: what a file names is looked up where it is defined, through
//! every re-export.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{ExprMethodCall, ItemMod, ItemUse, UseTree, Visibility};

/// A module or an item in one, from the root of the crate.
type Names = Vec<String>;

#[derive(Default)]
struct File {
    module: Names,
    uses: BTreeSet<Names>,
    /// What the file hands on, by the name that it has here.
    handed_on: BTreeMap<String, Names>,
    /// Names of the methods that it calls.
    calls: BTreeSet<String>,
}

/// Reads the names of one file; the modules of its tests are left out.
impl Visit<'_> for File {
    fn visit_item_mod(&mut self, item: &ItemMod) {
        if item.content.is_none() {
            visit::visit_item_mod(self, item);
        }
    }
    fn visit_item_use(&mut self, item: &ItemUse) {
        let mut found = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut found);
        for (name, path) in found {
            let Some(path) = self.rooted(&path) else { continue };
            if matches!(item.vis, Visibility::Inherited) {
                self.uses.insert(path);
            } else {
                self.handed_on.insert(name, path);
            }
        }
    }
    fn visit_expr_method_call(&mut self, call: &ExprMethodCall) {
        self.calls.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }
    fn visit_path(&mut self, path: &syn::Path) {
        let names: Names = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(path) = self.rooted(&names) {
            self.uses.insert(path);
        }
        visit::visit_path(self, path);
    }
}

impl File {
    /// The same path from the root; nothing for what lies in another crate.
    fn rooted(&self, path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let mut module = self.module.clone();
        match first.as_str() {
            "crate" => module.clear(),
            "self" => {}
            "super" => drop(module.pop()),
            _ => return None,
        }
        if rest.first().is_some_and(|name| name == "super") {
            return File { module, ..Self::default() }.rooted(rest);
        }
        module.extend_from_slice(rest);
        Some(module)
    }
}

fn flatten(tree: &UseTree, before: &mut Names, found: &mut Vec<(String, Names)>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, found)),
        UseTree::Name(name) => {
            found.push((name.ident.to_string(), [before.clone(), vec![name.ident.to_string()]].concat()))
        }
        UseTree::Rename(name) => {
            found.push((name.rename.to_string(), [before.clone(), vec![name.ident.to_string()]].concat()));
        }
        UseTree::Glob(_) => found.push(("*".to_owned(), before.clone())),
    }
}

/// The files of a crate, by their paths below `src`.
fn files(folder: &Path) -> BTreeMap<String, File> {
    let mut files = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), Vec::new())];
    while let Some((here, module)) = folders.pop() {
        for entry in fs::read_dir(here).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let below = [module.clone(), vec![name.clone()]].concat();
            if path.is_dir() {
                folders.push((path, below));
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let is_root = ["mod", "lib", "main"].contains(&name.as_str());
                let mut file = File { module: if is_root { module.clone() } else { below }, ..File::default() };
                let source = fs::read_to_string(&path).expect("a source");
                file.visit_file(&syn::parse_file(&source).expect("Rust"));
                files.insert(path.strip_prefix(folder).expect("below src").to_string_lossy().into_owned(), file);
            }
        }
    }
    files
}

/// Files of a crate that call one of these methods.
pub(crate) fn calling(folder: &Path, methods: &[&str]) -> Vec<String> {
    let calls = |file: &File| methods.iter().any(|method| file.calls.contains(*method));
    files(folder).into_iter().filter(|(_, file)| calls(file)).map(|(path, _)| path).collect()
}

/// Which file of a crate uses which others.
pub(crate) fn uses(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let files = files(folder);
    let by_module: BTreeMap<&Names, &String> = files.iter().map(|(path, file)| (&file.module, path)).collect();
    let defined_in = |path: &Names| -> Option<&String> {
        let mut path = path.clone();
        // A re-export of a re-export of …: no chain is longer than the crate has files.
        for _ in 0..files.len() {
            let deepest = (0..=path.len()).rev().find(|length| by_module.contains_key(&path[..*length].to_vec()))?;
            let file = by_module[&path[..deepest].to_vec()];
            match path.get(deepest).and_then(|name| files[file].handed_on.get(name)) {
                Some(other) => path = [other.as_slice(), &path[deepest + 1..]].concat(),
                None => return Some(file),
            }
        }
        None
    };
    let of = |(name, file): (&String, &File)| {
        let used = file.uses.iter().filter_map(defined_in).filter(|other| *other != name).cloned().collect();
        (name.clone(), used)
    };
    files.iter().map(of).collect()
}

/// Files that know each other, however many lie between; every circle once.
pub(crate) fn circles(uses: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    let reached = |from: &String| {
        let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(file) = next.pop() {
            next.extend(uses[file].iter().filter(|other| reached.insert((*other).clone())));
        }
        reached
    };
    let all: BTreeMap<&String, BTreeSet<String>> = uses.keys().map(|file| (file, reached(file))).collect();
    let circle = |file: &&String| -> BTreeSet<String> {
        all[*file].iter().filter(|other| all[*other].contains(*file)).cloned().collect()
    };
    uses.keys().collect::<Vec<_>>().iter().map(circle).filter(|circle| !circle.is_empty()).collect()
}
