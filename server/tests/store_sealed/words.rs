//! What must lie nowhere in clear.

use server::demo;

use crate::{item, tale};

/// Every demo name and sign-in name, every address, place, number and phrase of the story.
pub fn all() -> Vec<String> {
    let mut words: Vec<String> = [
        tale::NAME,
        "見本春花",
        "春花",
        "みほん はるか",
        tale::KANA,
        "ミホンハルカ",
        tale::CALLED,
        "見本 一花",
        "見本 二葉",
        "見本 某",
        "ためし保育所",
        tale::ADDRESS,
        "みほん市架空町",
        "架空町1-1",
        tale::PHONE,
        "00012345678",
        tale::SHELTER,
        "一時保護所",
        "センター会議室",
        tale::WISH,
        "夜こわくない所",
        tale::WORKERS_VIEW,
        tale::SAFETY_PLAN,
        "裏口から出る",
        "首を絞められた",
        "息ができなかった",
        tale::camera::POSITION,
        tale::camera::DOOR,
        tale::camera::SHOWS,
        "もう帰りたくない",
        "今夜帰れない",
        "電話は切ったまま",
        "学校に場所を言わないで",
        "母子生活支援施設を見学",
        "みほん市は自分が続けたい",
        "住まいを探す間",
        "一花は音楽の先生が好き",
        "電話番号は変えたくない",
        "手紙を児童相談所が届けます",
        "てがみで さよなら",
        "SIMを分ける",
        "三人で安心して暮らす",
        "欠席の連絡",
        "1990-07-04",
        "2016-09-12",
        "平成2年7月4日",
        tale::PIN,
        demo::PASSWORD,
    ]
    .map(str::to_owned)
    .to_vec();
    for person in demo::sign_ins() {
        words.push(person.name.to_owned());
        words.push(person.name.replace(' ', ""));
        words.push(person.agency.to_owned());
        // Short ones stand in other words; the long ones are enough to tell.
        if person.login.len() >= 6 {
            words.push(person.login.to_owned());
        }
    }
    words.extend(item::WORDS.map(str::to_owned));
    words.extend(["あかり", "「あかり（架空）」"].map(str::to_owned));
    words.sort();
    words.dedup();
    words
}
