//! Regions by which prices differ: countries and the European Union.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{binary::binary_struct, text::TextError};

/// A country by its ISO 3166-1 alpha-2 code, or the European Union as `EU`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region([u8; 2]);

/// The assigned alpha-2 codes of ISO 3166-1.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE \
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM \
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC \
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA \
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW \
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO \
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// The members of the European Union.
const UNION_MEMBERS: &str = "\
    AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

fn names(list: &str, code: &str) -> bool {
    list.split_ascii_whitespace().any(|other| other == code)
}

binary_struct!(Region(letters));

impl Region {
    /// The European Union.
    pub const EU: Self = Self(*b"EU");

    /// Its code: `IN`, `EU`.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether a rule for this region applies in another: in the region itself and, for the
    /// European Union, in each member.
    pub fn covers(self, other: Self) -> bool {
        self == other || (self == Self::EU && names(UNION_MEMBERS, other.as_str()))
    }
}

impl FromStr for Region {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let expected =
            "a region (an ISO 3166-1 code of two upper-case letters, such as IN or GB, or EU)";
        match *text.as_bytes() {
            [first, second] if text == "EU" || names(COUNTRIES, text) => Ok(Self([first, second])),
            _ => Err(TextError::new(text, expected)),
        }
    }
}

impl TryFrom<String> for Region {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        text.parse()
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.as_str().to_owned()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl schemars::JsonSchema for Region {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Region".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[A-Z]{2}$",
            "description": "A country by its ISO 3166-1 alpha-2 code (IN, GB), or EU for the European Union.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_countries_or_the_union() {
        assert_eq!(COUNTRIES.split_ascii_whitespace().count(), 249);
        assert_eq!(UNION_MEMBERS.split_ascii_whitespace().count(), 27);
        for good in COUNTRIES.split_ascii_whitespace().chain(["EU"]) {
            let region: Region = good.parse().unwrap();
            assert_eq!(region.to_string(), good);
        }
        for bad in ["", "in", "UK", "USA", "XX", "I", "E U", "Ü"] {
            assert!(bad.parse::<Region>().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_holds_in_the_union_holds_in_its_members() {
        let region = |text: &str| text.parse::<Region>().unwrap();
        assert!(Region::EU.covers(region("DE")));
        assert!(!Region::EU.covers(region("CH")));
        assert!(!region("DE").covers(Region::EU));
        assert!(region("IN").covers(region("IN")));
        for member in UNION_MEMBERS.split_ascii_whitespace() {
            assert!(names(COUNTRIES, member), "{member}");
        }
    }
}
