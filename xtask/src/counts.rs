//! How many tests ran, by kind; read from what the runners print.

use std::{collections::BTreeMap, path::Path};

/// What a test is a test of. The order is the order of the closing lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Domain,
    StoreSqlite,
    StorePostgres,
    Http,
    Server,
    App,
    Paper,
    Guard,
    Build,
    Browser,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::StoreSqlite => "store on SQLite",
            Self::StorePostgres => "store on PostgreSQL",
            Self::Http => "http",
            Self::Server => "server, other",
            Self::App => "app",
            Self::Paper => "paper",
            Self::Guard => "dependencies",
            Self::Build => "xtask",
            Self::Browser => "browser",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    /// Of those that passed: only at their second try, with data of their own.
    pub late: usize,
}

/// The sum over all runners.
#[derive(Debug, Default)]
pub struct Counts {
    kinds: BTreeMap<Kind, Tally>,
    /// What went wrong beside a counted test: a build that failed, a tool that broke off.
    pub troubles: Vec<String>,
}

impl Counts {
    pub fn add(&mut self, kind: Kind, tally: Tally) {
        let sum = self.kinds.entry(kind).or_default();
        sum.passed += tally.passed;
        sum.failed += tally.failed;
        sum.late += tally.late;
    }

    pub fn of(&self, kind: Kind) -> Tally {
        self.kinds.get(&kind).copied().unwrap_or_default()
    }

    pub fn failed(&self) -> usize {
        self.kinds.values().map(|tally| tally.failed).sum()
    }

    /// Names each kind of `expected` that ran no test at all.
    pub fn demand(&mut self, expected: &[Kind]) {
        for kind in expected {
            if self.of(*kind) == Tally::default() {
                self.troubles
                    .push(format!("no test of this kind ran: {}", kind.name()));
            }
        }
    }

    /// The closing lines; the last is the sum, alone on its line. A trouble counts as one failure.
    pub fn closing_lines(&self) -> String {
        let mut lines = String::from("\n");
        for trouble in &self.troubles {
            lines.push_str(&format!("FAILED: {trouble}\n"));
        }
        let mut passed = 0;
        for (kind, tally) in &self.kinds {
            let mut notes = String::new();
            if tally.failed > 0 {
                notes.push_str(&format!("  ({} of them failed)", tally.failed));
            }
            if tally.late > 0 {
                notes.push_str(&format!("  ({} passed only at the second try)", tally.late));
            }
            lines.push_str(&format!(
                "{:<20}{:>6}{notes}\n",
                kind.name(),
                tally.passed + tally.failed
            ));
            passed += tally.passed;
        }
        let failed = self.failed() + self.troubles.len();
        lines.push_str(&format!("{passed} passed, {failed} failed"));
        lines
    }
}

/// Reads the lines of one `cargo test`, stdout and stderr in the order they came.
pub struct HostReader<'a> {
    root: &'a Path,
    binary: Binary,
    /// Tests of the binary at hand, counted by name.
    named: BTreeMap<Kind, Tally>,
    counts: &'a mut Counts,
}

/// The test binary whose lines are being read.
#[derive(Clone, Copy)]
struct Binary {
    kind: Kind,
    /// Each test's name says which database it ran on.
    by_database: bool,
    is_doc: bool,
}

impl<'a> HostReader<'a> {
    pub fn new(root: &'a Path, counts: &'a mut Counts) -> Self {
        Self {
            root,
            binary: Binary {
                kind: Kind::Server,
                by_database: false,
                is_doc: false,
            },
            named: BTreeMap::new(),
            counts,
        }
    }

    pub fn line(&mut self, line: &str) {
        let line = line.trim();
        if let Some(binary) = self.header(line) {
            self.binary = binary;
            self.named.clear();
        } else if let Some(result) = line.strip_prefix("test result: ") {
            self.result(result);
        } else if let Some(test) = line.strip_prefix("test ") {
            self.test(test);
        }
    }

    /// `Running tests/x.rs (…)`, `Running unittests src/lib.rs (…/x-hash)` or `Doc-tests x`.
    fn header(&self, line: &str) -> Option<Binary> {
        let plain = |kind, is_doc| Binary {
            kind,
            by_database: false,
            is_doc,
        };
        if let Some(package) = line.strip_prefix("Doc-tests ") {
            return Some(plain(kind_of_package(package), true));
        }
        let (source, executable) = line.strip_prefix("Running ")?.split_once(" (")?;
        let stem = Path::new(executable.trim_end_matches(')'))
            .file_stem()?
            .to_str()?;
        let name = stem.rsplit_once('-').map_or(stem, |(name, _hash)| name);
        if source.starts_with("unittests ") {
            return Some(plain(kind_of_package(name), false));
        }
        // cargo shows the path inside the package but not the package.
        for package in ["domain", "app", "server/paper", "xtask"] {
            if self.root.join(package).join(source).is_file() {
                return Some(plain(kind_of_package(package), false));
            }
        }
        Some(if name.starts_with("store_") || name == "store" {
            Binary {
                kind: Kind::StoreSqlite,
                by_database: true,
                is_doc: false,
            }
        } else if name.starts_with("http_") || name == "http" {
            plain(Kind::Http, false)
        } else {
            plain(Kind::Server, false)
        })
    }

    fn test(&mut self, test: &str) {
        let Some((name, end)) = test.rsplit_once(" ... ") else {
            return;
        };
        let tally = match end {
            "ok" => Tally {
                passed: 1,
                ..Tally::default()
            },
            end if end.starts_with("FAILED") => Tally {
                failed: 1,
                ..Tally::default()
            },
            _ => return,
        };
        let kind = if !self.binary.by_database {
            self.binary.kind
        } else if name.contains("on_postgres") {
            Kind::StorePostgres
        } else if name.contains("on_sqlite") {
            Kind::StoreSqlite
        } else {
            Kind::Server
        };
        let sum = self.named.entry(kind).or_default();
        sum.passed += tally.passed;
        sum.failed += tally.failed;
    }

    /// `ok. 3 passed; 0 failed; 0 ignored; …` ends a binary. Its sum is the truth; a name that was
    /// lost in the output of a test goes to the binary's own kind.
    fn result(&mut self, result: &str) {
        let number = |word: &str| {
            result
                .split([';', '.'])
                .find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<usize>().ok())
                .unwrap_or(0)
        };
        let (mut passed, mut failed) = (number("passed"), number("failed"));
        for (kind, tally) in std::mem::take(&mut self.named) {
            self.counts.add(kind, tally);
            passed = passed.saturating_sub(tally.passed);
            failed = failed.saturating_sub(tally.failed);
        }
        if passed + failed > 0 {
            self.counts.add(
                self.binary.kind,
                Tally {
                    passed,
                    failed,
                    late: 0,
                },
            );
        }
        let ignored = number("ignored");
        if ignored > 0 && !self.binary.is_doc {
            self.counts
                .troubles
                .push(format!("{ignored} ignored: {}", self.binary.kind.name()));
        }
    }
}

fn kind_of_package(package: &str) -> Kind {
    match package {
        "domain" => Kind::Domain,
        "app" => Kind::App,
        "paper" | "server/paper" => Kind::Paper,
        "xtask" => Kind::Build,
        _ => Kind::Server,
    }
}

#[cfg(test)]
mod reading {
    use super::*;

    fn read(lines: &str) -> Counts {
        let mut counts = Counts::default();
        let mut reader = HostReader::new(Path::new("/nowhere"), &mut counts);
        lines.lines().for_each(|line| reader.line(line));
        counts
    }

    fn tally(passed: usize, failed: usize) -> Tally {
        Tally {
            passed,
            failed,
            late: 0,
        }
    }

    #[test]
    fn unit_and_doc_tests_belong_to_their_crate() {
        let counts = read(
            "     Running unittests src/lib.rs (target/debug/deps/domain-0a1b)\n\
             running 2 tests\n\
             test age::a ... ok\n\
             test age::b ... FAILED\n\
             test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n\
             \x20  Doc-tests domain\n\
             test domain/src/lib.rs - f (line 3) ... ok\n\
             test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!(counts.of(Kind::Domain), tally(2, 1));
        assert_eq!(counts.failed(), 1);
    }

    #[test]
    fn store_tests_are_told_apart_by_their_names() {
        let counts = read(
            "     Running tests/store_case.rs (target/debug/deps/store_case-0a1b)\n\
             test append_on_sqlite ... ok\n\
             test append_on_postgres ... ok\n\
             test replay_on_postgres ... FAILED\n\
             test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n\
             \x20    Running tests/http_door.rs (target/debug/deps/http_door-0a1b)\n\
             test unknown_host ... ok\n\
             test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!(counts.of(Kind::StoreSqlite), tally(1, 0));
        assert_eq!(counts.of(Kind::StorePostgres), tally(1, 1));
        assert_eq!(counts.of(Kind::Http), tally(1, 0));
    }

    #[test]
    fn a_name_lost_in_other_output_is_still_counted() {
        let counts = read(
            "     Running tests/http_door.rs (target/debug/deps/http_door-0a1b)\n\
             test one ... noise\n\
             test two ... ok\n\
             test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!(counts.of(Kind::Http), tally(2, 0));
    }

    #[test]
    fn an_ignored_test_and_a_kind_without_tests_are_failures() {
        let mut counts = read(
            "     Running unittests src/lib.rs (target/debug/deps/domain-0a1b)\n\
             test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
        );
        counts.demand(&[Kind::Domain, Kind::Paper]);
        assert_eq!(counts.troubles.len(), 2);
        assert!(counts.closing_lines().ends_with("\n4 passed, 2 failed"));
    }

    #[test]
    fn what_passed_only_at_its_second_try_is_told() {
        let mut counts = Counts::default();
        let late = Tally {
            passed: 3,
            failed: 0,
            late: 1,
        };
        counts.add(Kind::Browser, late);
        let lines = counts.closing_lines();
        assert!(
            lines.contains("3  (1 passed only at the second try)"),
            "{lines}"
        );
        assert!(lines.ends_with("\n3 passed, 0 failed"));
    }
}
