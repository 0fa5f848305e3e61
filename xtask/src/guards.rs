//! What may not be in a dependency tree. Leptos' features are switched in manifests only, and one
//! wrong switch does not fail to build: event handlers silently become nothing.

use std::fs;

use crate::{
    counts::{Counts, Kind, Tally},
    style, wasm,
    workspace::{Build, Doing, Outcome, Workspace, read},
};

/// Too large for a download, or not for a browser at all.
const NOT_IN_WASM: [&str; 9] = [
    "regex",
    "regex-automata",
    "icu_datetime",
    "jiff",
    "axum",
    "tokio",
    "sea-orm",
    "sqlx",
    "server",
];

/// The rules have no I/O, no randomness, no async and no screens.
const NOT_IN_DOMAIN: [&str; 7] = [
    "tokio",
    "futures",
    "rand",
    "getrandom",
    "leptos",
    "axum",
    "sea-orm",
];

/// One crate of a tree, with the features it is built with.
struct Crate {
    name: String,
    features: Vec<String>,
}

type Judge<'a> = Box<dyn Fn(&[Crate]) -> Option<String> + 'a>;

pub fn check(workspace: &Workspace, counts: &mut Counts) {
    println!("\ndependency trees and parts");
    for entry in wasm::ENTRIES {
        let mut tree = vec!["--package", entry, "--target", wasm::TARGET];
        // leptos names leptos_config, and with it regex, in every build; that none of it is linked
        // is for the wasm itself to show. An entry without leptos has nothing to leave out.
        let with_leptos = self::tree(workspace, &tree)
            .is_ok_and(|crates| crates.iter().any(|known| known.name == "leptos_config"));
        if with_leptos {
            tree.extend(["--prune", "leptos_config"]);
        }
        let judges: [(&str, Judge); 2] = [
            (
                "is_built_without_ssr",
                Box::new(|tree| first_with_feature(tree, &["ssr"])),
            ),
            (
                "carries_nothing_heavy",
                Box::new(|tree| first_named(tree, &NOT_IN_WASM)),
            ),
        ];
        for (test, judge) in judges {
            judge_tree(
                workspace,
                counts,
                &format!("{entry}_entry_{test}"),
                &tree,
                &judge,
            );
        }
        report(
            counts,
            &format!("{entry}_wasm_links_nothing_heavy"),
            heavy_in_wasm(workspace, entry),
        );
    }
    let server: Judge = Box::new(|tree| first_with_feature(tree, &["csr", "hydrate"]));
    judge_tree(
        workspace,
        counts,
        "server_is_built_without_csr_and_hydrate",
        &[],
        &server,
    );
    let domain: Judge = Box::new(|tree| first_named(tree, &NOT_IN_DOMAIN));
    judge_tree(
        workspace,
        counts,
        "domain_is_pure",
        &["--package", "domain"],
        &domain,
    );
    report(counts, "every_sheet_belongs_to_a_door", sheets(workspace));
}

fn judge_tree(
    workspace: &Workspace,
    counts: &mut Counts,
    test: &str,
    which: &[&str],
    judge: &Judge,
) {
    let found = match tree(workspace, which) {
        Ok(tree) => judge(&tree),
        Err(failure) => Some(failure.to_string()),
    };
    report(counts, test, found);
}

fn sheets(workspace: &Workspace) -> Option<String> {
    style::orphan(workspace).unwrap_or_else(|failure| Some(failure.to_string()))
}

/// Prints one guard's verdict and counts it; `found` is what should not be there.
fn report(counts: &mut Counts, test: &str, found: Option<String>) {
    let mut tally = Tally::default();
    match found {
        None => {
            println!("test {test} ... ok");
            tally.passed = 1;
        }
        Some(found) => {
            println!("test {test} ... FAILED\n     {found}");
            tally.failed = 1;
        }
    }
    counts.add(Kind::Guard, tally);
}

/// Looks for a heavy crate's functions in the entry as it is linked.
fn heavy_in_wasm(workspace: &Workspace, entry: &str) -> Option<String> {
    let linked = wasm::ensure_target(workspace)
        .and_then(|()| wasm::compile(workspace, entry, Build::Dev))
        .and_then(|wasm| fs::read(&wasm).doing(wasm.display()));
    let bytes = match linked {
        Ok(bytes) => bytes,
        Err(failure) => return Some(failure.to_string()),
    };
    NOT_IN_WASM
        .iter()
        .map(|name| name.replace('-', "_"))
        // Short names are words of other things too; the tree looks for those.
        .filter(|name| name.contains('_'))
        .find(|name| {
            bytes
                .windows(name.len())
                .any(|window| window == name.as_bytes())
        })
        .map(|name| format!("{name} is linked into {entry}.wasm"))
}

/// The crates that end up in the artefact: no build scripts, no macros, no tests.
fn tree(workspace: &Workspace, which: &[&str]) -> Outcome<Vec<Crate>> {
    let printed = read(
        workspace
            .cargo()
            .args(["tree", "--edges", "normal,no-proc-macro"])
            .args(["--prefix", "none", "--format", "{p}|{f}"])
            .args(which),
    )?;
    Ok(printed
        .lines()
        .filter_map(|line| {
            let (package, features) = line.split_once('|')?;
            Some(Crate {
                name: package.split_whitespace().next()?.to_owned(),
                features: features
                    .trim_end_matches(" (*)")
                    .split(',')
                    .map(str::to_owned)
                    .collect(),
            })
        })
        .collect())
}

fn first_with_feature(tree: &[Crate], features: &[&str]) -> Option<String> {
    // An empty tree would be free of every feature.
    if tree.is_empty() {
        return Some("the tree is empty".to_owned());
    }
    tree.iter()
        .filter(|one| one.name == "app" || one.name.starts_with("leptos"))
        .find_map(|one| {
            let feature = one
                .features
                .iter()
                .find(|feature| features.contains(&feature.as_str()))?;
            Some(format!("{} has the feature {feature}", one.name))
        })
}

fn first_named(tree: &[Crate], names: &[&str]) -> Option<String> {
    if tree.is_empty() {
        return Some("the tree is empty".to_owned());
    }
    tree.iter()
        .find(|one| names.contains(&one.name.as_str()))
        .map(|one| format!("{} is in the tree", one.name))
}
