//! どんな人・どんなところ: what agencies and people are, without their names.

use domain::council::{AgencyKind, Role};

use crate::her::say::{Word, Wording, texts};

words! {
    // ── what an agency is
    KIND_WOMENS_CENTER = "女性《じょせい》の 相談《そうだん》センター";
    KIND_INDEPENDENCE_FACILITY = "女性《じょせい》が くらせる 施設《しせつ》";
    KIND_DV_CENTER = "暴力《ぼうりょく》の 相談《そうだん》センター";
    KIND_PRIVATE_SHELTER = "民間《みんかん》の シェルター";
    KIND_PRIVATE_BODY = "民間《みんかん》の 団体《だんたい》";
    KIND_WELFARE_OFFICE = "福祉《ふくし》の 役所《やくしょ》";
    KIND_CHILD_GUIDANCE_CENTER = "児童相談所《じどうそうだんじょ》";
    KIND_PUBLIC_HEALTH_CENTER = "保健所《ほけんじょ》";
    KIND_MUNICIPAL_HEALTH_CENTER = "市町村《しちょうそん》の 保健《ほけん》センター";
    KIND_POLICE = "警察《けいさつ》";
    KIND_SCHOOL = "学校《がっこう》";
    KIND_BOARD_OF_EDUCATION = "教育委員会《きょういくいいんかい》";
    KIND_MEDICAL = "病院《びょういん》など";
    KIND_JUDICIAL = "裁判《さいばん》に かかわる ところ";
    KIND_SOCIAL_WELFARE_COUNCIL = "社会福祉協議会《しゃかいふくしきょうぎかい》";
    KIND_WELFARE_COMMISSIONER = "民生委員《みんせいいいん》";
    KIND_GENDER_EQUALITY_CENTER = "女性《じょせい》センター";
    KIND_ONE_STOP_CENTER = "ワンストップ 支援《しえん》センター";
    KIND_DEPARTMENT = "役所《やくしょ》の 係《かかり》";
    KIND_LOCAL_CONSULTATION_PROVIDER = "お困《こま》りごと 相談《そうだん》";
    KIND_OUTREACH_PROVIDER = "会《あ》いに いく 団体《だんたい》";
    KIND_PARTICIPATION_PROVIDER = "人《ひと》や 場所《ばしょ》と つなぐ 団体《だんたい》";
    KIND_COMMUNITY_PROVIDER = "地域《ちいき》づくりの 団体《だんたい》";
    KIND_COMPREHENSIVE_CONSULTATION = "いろいろな 相談《そうだん》を うける ところ";
    KIND_LEGAL_AID = "法《ほう》テラス";
    KIND_LAWYER = "弁護士《べんごし》";
    KIND_JUDICIAL_SCRIVENER = "司法書士《しほうしょし》";
    KIND_HELLO_WORK = "ハローワーク";
    KIND_MOTHER_CHILD_FACILITY = "母子生活支援施設《ぼしせいかつしえんしせつ》";
    KIND_FIRE = "消防《しょうぼう》";
    KIND_UTILITY = "水道《すいどう》や 電気《でんき》の 会社《かいしゃ》";

    // ── what someone is
    ROLE_CASEWORKER = "相談員《そうだんいん》";
    ROLE_OUTREACH_WORKER = "会《あ》いに いく 人《ひと》";
    ROLE_CHIEF_SUPPORTER = "相談員《そうだんいん》の リーダー";
    ROLE_COORDINATION_OFFICER = "調整《ちょうせい》する 人《ひと》";
    ROLE_CENTER_DIRECTOR = "センターの 所長《しょちょう》";
    ROLE_MEETING_MEMBER = "会議《かいぎ》に 出《で》る 人《ひと》";
    ROLE_REPRESENTATIVE = "代表者《だいひょうしゃ》";
    ROLE_MUNICIPAL_OFFICER = "役所《やくしょ》で 決《き》める 人《ひと》";
    ROLE_ADVISER = "助言《じょげん》する 人《ひと》";
    ROLE_INTERPRETER = "通訳《つうやく》";
    ROLE_AUDITOR = "記録《きろく》を 調《しら》べる 人《ひと》";
    ROLE_SYSTEM_ADMIN = "システムの 担当《たんとう》";
}

/// What an agency is, without its name. What somebody typed has no readings.
pub fn agency_kind(kind: &AgencyKind) -> Wording {
    use AgencyKind as K;
    let word = match kind {
        K::WomensCenter => KIND_WOMENS_CENTER,
        K::IndependenceFacility => KIND_INDEPENDENCE_FACILITY,
        K::DvCenter => KIND_DV_CENTER,
        K::PrivateShelter => KIND_PRIVATE_SHELTER,
        K::PrivateBody => KIND_PRIVATE_BODY,
        K::WelfareOffice => KIND_WELFARE_OFFICE,
        K::ChildGuidanceCenter => KIND_CHILD_GUIDANCE_CENTER,
        K::PublicHealthCenter => KIND_PUBLIC_HEALTH_CENTER,
        K::MunicipalHealthCenter => KIND_MUNICIPAL_HEALTH_CENTER,
        K::Police => KIND_POLICE,
        K::School => KIND_SCHOOL,
        K::BoardOfEducation => KIND_BOARD_OF_EDUCATION,
        K::Medical => KIND_MEDICAL,
        K::Judicial => KIND_JUDICIAL,
        K::SocialWelfareCouncil => KIND_SOCIAL_WELFARE_COUNCIL,
        K::WelfareCommissioner => KIND_WELFARE_COMMISSIONER,
        K::GenderEqualityCenter => KIND_GENDER_EQUALITY_CENTER,
        K::OneStopCenter => KIND_ONE_STOP_CENTER,
        K::Department => KIND_DEPARTMENT,
        K::LocalConsultationProvider => KIND_LOCAL_CONSULTATION_PROVIDER,
        K::OutreachProvider => KIND_OUTREACH_PROVIDER,
        K::ParticipationProvider => KIND_PARTICIPATION_PROVIDER,
        K::CommunityProvider => KIND_COMMUNITY_PROVIDER,
        K::ComprehensiveConsultation => KIND_COMPREHENSIVE_CONSULTATION,
        K::LegalAid => KIND_LEGAL_AID,
        K::Lawyer => KIND_LAWYER,
        K::JudicialScrivener => KIND_JUDICIAL_SCRIVENER,
        K::HelloWork => KIND_HELLO_WORK,
        K::MotherChildFacility => KIND_MOTHER_CHILD_FACILITY,
        K::Fire => KIND_FIRE,
        K::Utility => KIND_UTILITY,
        K::Other(typed) => return Wording::written(typed),
    };
    word.into()
}

/// What someone is, in the list of who can see.
pub fn role(role: Role) -> Word {
    match role {
        Role::Caseworker => ROLE_CASEWORKER,
        Role::OutreachWorker => ROLE_OUTREACH_WORKER,
        Role::ChiefSupporter => ROLE_CHIEF_SUPPORTER,
        Role::CoordinationOfficer => ROLE_COORDINATION_OFFICER,
        Role::CenterDirector => ROLE_CENTER_DIRECTOR,
        Role::MeetingMember => ROLE_MEETING_MEMBER,
        Role::Representative => ROLE_REPRESENTATIVE,
        Role::MunicipalOfficer => ROLE_MUNICIPAL_OFFICER,
        Role::Adviser => ROLE_ADVISER,
        Role::Interpreter => ROLE_INTERPRETER,
        Role::Auditor => ROLE_AUDITOR,
        Role::SystemAdmin => ROLE_SYSTEM_ADMIN,
    }
}
