//! What goes wrong. The first are faults that the rules have to bear; [`Broken`] are rules that are wrong on
//! purpose, to show that the invariants notice.

/// One rule that is wrong on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    Nothing,
    /// The server carries a command out each time it arrives.
    ForgetsWhatItHasSeen,
    /// The server loses a commit that it has answered.
    AnswersBeforeItIsDurable,
    /// The server judges a record by the rights of another moment.
    TrustsTheRightsOfBefore,
    /// The device drops a row when nothing answers.
    DropsWhatNobodyAnswered,
    /// The device takes equal words for the same command, though the form was done.
    TakesEqualWordsForOne,
    /// A lost device erases its copies before they have left.
    ErasesBeforeGivingAway,
    /// The device sends what waits in the wrong order.
    SendsTheNewestFirst,
    /// The device forgets what was refused before what goes in its place lies on the disk.
    TakesTheOldOneBackFirst,
}

impl Broken {
    pub const ALL: [Self; 8] = [
        Self::ForgetsWhatItHasSeen,
        Self::AnswersBeforeItIsDurable,
        Self::TrustsTheRightsOfBefore,
        Self::DropsWhatNobodyAnswered,
        Self::TakesEqualWordsForOne,
        Self::ErasesBeforeGivingAway,
        Self::SendsTheNewestFirst,
        Self::TakesTheOldOneBackFirst,
    ];
}

/// How a request fares on the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fare {
    Arrives,
    /// It arrives, and the server fails after some of it.
    InPart,
    /// It never arrives.
    Lost,
    /// It arrives, and the answer does not.
    AnswerLost,
    /// It arrives now, and once more later.
    Twice,
    /// The device gives up waiting; it arrives later.
    Late,
}

impl Fare {
    pub const ALL: [Self; 9] = [
        Self::Arrives,
        Self::Arrives,
        Self::Arrives,
        Self::Arrives,
        Self::InPart,
        Self::Lost,
        Self::AnswerLost,
        Self::Twice,
        Self::Late,
    ];
}
