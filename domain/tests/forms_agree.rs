//! The lists of the forms and the enums of the case say the same, in the same order.

use domain::evaluation::{EvaluationDecision, GoalOutcome, Sign};
use domain::form::{Choice, choices};
use domain::plan::SupportDomain;
use domain::record::{RiskLevel, UrgencyLevel};

fn labels(options: &[Choice]) -> Vec<&'static str> {
    options.iter().map(|option| option.label).collect()
}

#[test]
fn lists_and_enums_agree() {
    assert_eq!(
        labels(choices::SUPPORT_DOMAIN),
        SupportDomain::ALL.map(SupportDomain::label)
    );
    assert_eq!(
        labels(choices::RISK_LEVEL),
        RiskLevel::ALL.map(RiskLevel::label)
    );
    assert_eq!(
        labels(choices::URGENCY),
        UrgencyLevel::ALL.map(UrgencyLevel::label)
    );
    assert_eq!(labels(choices::SIGN), Sign::ALL.map(Sign::label));
    assert_eq!(
        labels(choices::GOAL_OUTCOME),
        GoalOutcome::ALL.map(GoalOutcome::label)
    );
    assert_eq!(
        labels(choices::EVALUATION_DECISION),
        EvaluationDecision::ALL.map(EvaluationDecision::label)
    );
}
