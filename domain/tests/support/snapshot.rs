//! A printed table lies committed beside the tests; its difference is the review.

#![allow(dead_code)]

/// Compares with the committed file; `UPDATE=1` writes it anew.
#[track_caller]
pub fn compare(file: &str, printed: &str) {
    let path = format!("{}/tests/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, printed).expect("the table can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = committed.lines().zip(printed.lines()).find(|(a, b)| a != b);
    assert!(
        committed == printed,
        "{file} is not what the rules say now (run with UPDATE=1 and review the difference); \
         first: {differs:?}"
    );
}

/// One row a state, one column a state.
pub fn grid<S: Copy + std::fmt::Debug>(
    title: &str,
    states: &[S],
    label: impl Fn(S) -> &'static str,
    mark: impl Fn(S, S) -> &'static str,
) -> String {
    let mut out = format!("{title}\n");
    for (state, n) in states.iter().zip(1..) {
        out += &format!("  {n:>2} {state:?} {}\n", label(*state));
    }
    out += "\n  from\\to";
    (1..=states.len()).for_each(|n| out += &format!(" {n:>2}"));
    out.push('\n');
    for (from, n) in states.iter().zip(1..) {
        out += &format!("  {n:>7}");
        for to in states {
            out += &format!("  {}", mark(*from, *to));
        }
        out.push('\n');
    }
    out.push('\n');
    out
}
