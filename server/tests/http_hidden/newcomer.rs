//! People whom the demo does not have: a neighbour in another unit, a stranger from another agency.

use domain::command::{Command, CouncilCommand};
use domain::council::{Role, Staff};
use domain::id::StaffId;
use domain::wire::{self, Outcome, session::IssuedCode};
use serde_json::json;
use uuid::Uuid;

use crate::town::{Town, day};

const PASSWORD: &str = "川べりの石を数える朝のこと";

impl Town {
    /// Added by the officer, let in with the paper code, pledged.
    pub async fn newcomer(
        &self,
        login: &str,
        name: &str,
        agency: &str,
        unit: Option<&str>,
    ) -> StaffId {
        let staff = Staff {
            id: StaffId(Uuid::now_v7()),
            name: name.to_owned(),
            login_name: login.to_owned(),
            agency: self.agency(agency),
            unit: unit.map(str::to_owned),
            roles: [Role::Caseworker].into(),
            from: day("2026-04-01"),
            until: None,
            pledges: Vec::new(),
            qualification: None,
        };
        let id = staff.id;
        let add = Command::Council(CouncilCommand::AddStaff {
            staff: Box::new(staff),
        });
        let outcome = self.push("shirabe", add).await;
        assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
        let asked = json!({ "staff": id });
        let issued = self
            .post("shirabe", wire::session::CODE, asked.to_string())
            .await;
        assert_eq!(issued.status, 200, "{}", issued.text());
        let issued: IssuedCode = serde_json::from_slice(&issued.body).unwrap();
        let claim = json!({ "name": login, "code": issued.code, "new_password": PASSWORD });
        let request = crate::town::call(wire::session::CLAIM, claim.to_string().into(), None);
        let claimed = self.send(request).await;
        assert_eq!(claimed.status, 200, "{}", claimed.text());
        self.sign_in(login, PASSWORD).await;
        self.pledges(login).await;
        id
    }
}
