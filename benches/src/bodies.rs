//! A small maker of responses: the same arguments always give the same bytes, and nobody in them is real.

/// Which columns there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Sixteen columns.
    V1,
    /// Nineteen columns.
    V3,
}

impl Version {
    /// The number of columns.
    pub fn columns(self) -> usize {
        13 + self.custom_fields()
    }

    fn custom_fields(self) -> usize {
        match self {
            Version::V1 => 3,
            Version::V3 => 6,
        }
    }
}

/// A response, and what is known of it.
pub struct Body {
    text: String,
    rows: usize,
}

const START: &str = "OK\n\n";

impl Body {
    /// A response of `rows` undamaged rows.
    pub fn new(version: Version, rows: usize) -> Self {
        let mut text = format!("{START}{}", header(version));
        let mut dice = Dice(0x5eed);
        for number in 0..rows {
            text.push_str(&row(version, number, &mut dice));
        }
        Body { text, rows }
    }

    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// From the header on, for readers that know nothing of return values.
    pub fn table(&self) -> &str {
        &self.text[START.len()..]
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The length in bytes.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }
}

fn header(version: Version) -> String {
    let custom: String = (0..version.custom_fields()).map(|number| format!("Custom Field {number}|")).collect();
    format!(
        "ID|Status|Entry ID|Entry|Technician ID|Technician|Start Time|Waiting Time|{custom}\
         Language|Transferred To|Transferred Comment|Is Lead Technician|HandingOff|\n"
    )
}

const STATUSES: [&str; 8] = [
    "Active",
    "Waiting",
    "Closed by technician",
    "Active",
    "Closed by customer",
    "Waiting",
    "Timed out",
    "Closed by active customer",
];
const ENTRIES: [&str; 4] = ["Support EMEA", "Support Americas", "Zürich", "VIP"];
const TECHNICIANS: [&str; 6] = ["Jane Roe", "João Souza", "Ann Miller", "Søren Ek", "Max Muster", "Lê Thị Mai"];
const CUSTOMERS: [&str; 6] = ["Ann Lee", "Ivan Petrov", "Zoë Ruiz", "", "Bo", "Priya N."];
const COMPANIES: [&str; 4] = ["ACME", "Globex Corp", "", "Initech"];
const PROBLEMS: [&str; 4] = ["no  sound ", "", "VPN drops every hour", "printer"];
const LANGUAGES: [&str; 4] = ["en", "de", "pt", ""];
const COMMENTS: [&str; 8] = ["", "", "", "", "", "", "", "needs admin rights"];

fn row(version: Version, number: usize, dice: &mut Dice) -> String {
    let [month, day, hour, minute] = [12, 28, 12, 60].map(|sides| dice.roll(sides));
    let [phone, waiting, afternoon] = [10_000, 40_000, 2].map(|sides| dice.roll(sides));
    let (entry_id, entry) = match dice.roll(4) {
        0 => (0, ""),
        _ => (1_927_940_688 + dice.roll(9), dice.pick(&ENTRIES)),
    };
    let status = dice.pick(&STATUSES);
    let (technician_id, technician) = match status {
        "Waiting" => (0, ""),
        _ => (25_445_857 + dice.roll(9), dice.pick(&TECHNICIANS)),
    };
    let (customer, company, language) = (dice.pick(&CUSTOMERS), dice.pick(&COMPANIES), dice.pick(&LANGUAGES));
    let more = match version {
        Version::V1 => String::new(),
        Version::V3 => format!("{}||{}|", dice.pick(&PROBLEMS), dice.pick(&COMPANIES)),
    };
    let (comment, lead) = (dice.pick(&COMMENTS), if dice.roll(3) == 0 { "" } else { "yes" });
    format!(
        "{}|{status}|{entry_id}|{entry}|{technician_id}|{technician}|{}/{}/2024 {}:{minute:02} {}|{waiting}|\
         {customer}|{company}|+1 555 {phone:04}|{more}{language}||{comment}|{lead}||\n",
        1_073_174_914 + number,
        month + 1,
        day + 1,
        hour + 1,
        if afternoon == 0 { "AM" } else { "PM" },
    )
}

/// Xorshift: enough to mix rows, and no dependency.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % sides
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.roll(words.len() as u64) as usize]
    }
}
