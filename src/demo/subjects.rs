//! What the demo's students write about: subjects, each with a text, a course and the titles it may bear.

/// A subject, and the text from which every paper on it takes its paragraphs.
pub struct Subject {
    /// The course as students type it.
    pub course: &'static str,
    pub text: &'static str,
    pub titles: [&'static str; 7],
}

pub const SUBJECTS: [Subject; 8] = [
    Subject {
        course: "SOC 201",
        text: include_str!("essays/allotments.md"),
        titles: [
            "Ground nobody can buy: the allotment as public space",
            "Who waits nine years for a garden?",
            "Third places without a counter",
            "Common for those who can stay",
            "Forty-one plots behind the station",
            "Looking after what you do not own",
            "Is the allotment a place or a privilege?",
        ],
    },
    Subject {
        course: "BIO 130",
        text: include_str!("essays/tides.md"),
        titles: [
            "Species richness in twelve rock pools",
            "What a rock pool can wait for",
            "Field report: isolation time and community structure",
            "The shade of the groyne",
            "Height on the shore and the limits of life",
            "Lab report 2: tidal pools",
            "Salinity, heat and the periwinkle",
        ],
    },
    Subject {
        course: "HIS 215",
        text: include_str!("essays/mills.md"),
        titles: [
            "The liar: clock time at Hollin Mill",
            "Who owned the hour?",
            "Time discipline and its opponents",
            "Reading a rule book against a fines book",
            "From Saint Monday to the factory bell",
            "A watch carried in secret",
            "Was the correct clock a victory?",
        ],
    },
    Subject {
        course: "PHI 120",
        text: include_str!("essays/machines.md"),
        titles: [
            "Who answers for the machine?",
            "Trusting and relying",
            "Closing the responsibility gap",
            "\"The system decides\"",
            "A person for every answer",
            "Blame is not responsibility",
            "The doctor, the program and the patient",
        ],
    },
    Subject {
        course: "ECO 101 \u{2013} Introduction to economics",
        text: include_str!("essays/buses.md"),
        titles: [
            "The price of a free bus",
            "Why Aldmoor's cars stayed on the road",
            "Fares, frequency and substitutes",
            "What else 1.4 million could do",
            "Zero is also a price",
            "Measuring the wrong problem",
            "Free fares: a cost-benefit sketch",
        ],
    },
    Subject {
        course: "NUR 210",
        text: include_str!("essays/ward.md"),
        titles: [
            "Potatoes at three in the morning",
            "Reflection: honesty and dementia care",
            "What I learned by sitting down",
            "Placement two, critical incident",
            "The shortest true sentence",
            "Validation in practice",
            "For whom do we say it?",
        ],
    },
    Subject {
        course: "FLM 150",
        text: include_str!("essays/rain.md"),
        titles: [
            "Ninety-four minutes of rain",
            "The sound that does the close-up",
            "When it stops raining",
            "Six surfaces: listening to \"The Borrowed Umbrella\"",
            "Added value and the missing beat",
            "A room made of weather",
            "How a film teaches us to listen",
        ],
    },
    Subject {
        course: "ENG 110",
        text: include_str!("essays/names.md"),
        titles: [
            "My grandmother's three names",
            "A little bit wrong",
            "The pause on the register",
            "Two syllables",
            "What happens when somebody calls",
            "On being easy to pronounce",
            "The name in the market",
        ],
    },
];

/// A text for no course at all.
pub const STATEMENT: (&str, &str) = (
    "Personal statement for the Harrow Road scholarship",
    include_str!("essays/scholarship.md"),
);

/// All texts in one file: more words than are read in one go.
pub const PORTFOLIO: &str = "Writing portfolio, all eight pieces with revisions";

pub const LONG_TITLE: &str = "Towards an understanding of the ways in which the introduction, revision, avoidance, \
    circumvention and eventual acceptance of a shared and publicly visible standard of time did, or did not, change \
    what workers and owners in one northern valley believed that they owed to each other";

/// What students ask in their own words; some ask nothing.
pub const QUESTIONS: [&str; 14] = [
    "Is it clear by the end of page one what I am arguing?",
    "My teacher said my last paper was \"a list\". Is this one better?",
    "I am worried that the fourth paragraph repeats the third. Can I cut one of them?",
    "",
    "English is my third language. I know there are mistakes; which ones get in the way?",
    "Does the ending feel rushed? I wrote it at two in the morning.",
    "I was not sure whether I may use \"I\" in this kind of text.",
    "",
    "Do I explain the main term early enough for somebody who has not taken the course?",
    "Have I answered the objection, or only mentioned it?",
    "I think the title promises more than I say. What would you call it?",
    "",
    "Could you look at how I bring in the quotations? They feel glued on.",
    "I had to cut four hundred words and I am afraid that it no longer hangs together.",
];

/// The letters that tutors write; `{name}`, `{title}` and `{tutor}` are filled in.
pub const LETTERS: [&str; 5] = [
    include_str!("letters/clear-claim.txt"),
    include_str!("letters/evidence.txt"),
    include_str!("letters/structure.txt"),
    include_str!("letters/question.txt"),
    include_str!("letters/short-and-warm.txt"),
];
