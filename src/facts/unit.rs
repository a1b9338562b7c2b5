//! The units of measure the quantity rule knows: a table, no logic.

/// A unit and the words for it.
#[derive(Debug)]
pub(super) struct Unit {
    /// Its symbol: what [`super::Value::Quantity`] carries.
    pub symbol: &'static str,
    /// Words and abbreviations, in lower case.
    pub words: &'static [&'static str],
    pub style: Style,
}

/// How a unit is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A word that means little else.
    Word,
    /// An abbreviation: counts after digits only.
    Short,
    /// An abbreviation that is a word or a letter, too: counts only right after digits and as written here.
    Tight,
}

const fn word(symbol: &'static str, words: &'static [&'static str]) -> Unit {
    Unit {
        symbol,
        words,
        style: Style::Word,
    }
}

const fn short(symbol: &'static str, words: &'static [&'static str]) -> Unit {
    Unit {
        symbol,
        words,
        style: Style::Short,
    }
}

const fn tight(symbol: &'static str, words: &'static [&'static str]) -> Unit {
    Unit {
        symbol,
        words,
        style: Style::Tight,
    }
}

#[rustfmt::skip]
pub(super) const UNITS: &[Unit] = &[
    // Length.
    word("km", &["kilometer", "kilometers", "kilometre", "kilometres"]), short("km", &["km", "kms"]),
    word("m", &["meter", "meters", "metre", "metres"]), tight("m", &["m"]),
    word("dm", &["decimeter", "decimeters", "decimetre", "decimetres"]), short("dm", &["dm"]),
    word("cm", &["centimeter", "centimeters", "centimetre", "centimetres"]), short("cm", &["cm", "cms"]),
    word("mm", &["millimeter", "millimeters", "millimetre", "millimetres"]), short("mm", &["mm"]),
    word("µm", &["micrometer", "micrometers", "micrometre", "micrometres", "micron", "microns"]), short("µm", &["µm", "μm", "um"]),
    word("nm", &["nanometer", "nanometers", "nanometre", "nanometres"]), short("nm", &["nm"]),
    word("mi", &["mile", "miles"]), short("mi", &["mi"]), word("yd", &["yard", "yards"]), short("yd", &["yd", "yds"]),
    word("ft", &["foot", "feet"]), short("ft", &["ft"]), word("in", &["inch", "inches"]), tight("in", &["in"]), short("in", &["ins"]),
    word("ly", &["lightyear", "lightyears"]), word("furlong", &["furlong", "furlongs"]), word("fathom", &["fathom", "fathoms"]),
    word("pc", &["parsec", "parsecs"]), word("px", &["pixel", "pixels"]), short("px", &["px"]),
    short("MP", &["megapixel", "megapixels"]),
    // Area.
    word("acre", &["acre", "acres"]), word("ha", &["hectare", "hectares"]), short("ha", &["ha"]),
    short("sqft", &["sqft"]), short("km²", &["sqkm"]), short("m²", &["sqm"]),
    // Volume.
    word("l", &["liter", "liters", "litre", "litres"]), tight("l", &["l", "ltr"]),
    word("ml", &["milliliter", "milliliters", "millilitre", "millilitres"]), short("ml", &["ml"]),
    word("cl", &["centiliter", "centiliters", "centilitre", "centilitres"]), short("cl", &["cl"]),
    word("dl", &["deciliter", "deciliters", "decilitre", "decilitres"]), short("dl", &["dl"]),
    word("hl", &["hectoliter", "hectoliters", "hectolitre", "hectolitres"]),
    word("gal", &["gallon", "gallons"]), short("gal", &["gal", "gals"]), word("qt", &["quart", "quarts"]),
    word("pt", &["pint", "pints"]), word("bbl", &["barrel", "barrels"]), short("bbl", &["bbl", "bpd"]),
    word("bu", &["bushel", "bushels"]), word("cup", &["cup", "cups"]),
    word("tbsp", &["tablespoon", "tablespoons"]), short("tbsp", &["tbsp", "tbsps", "tbs"]),
    word("tsp", &["teaspoon", "teaspoons"]), short("tsp", &["tsp", "tsps"]),
    // Weight.
    word("kg", &["kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos"]), short("kg", &["kg", "kgs"]),
    word("g", &["gram", "grams", "gramme", "grammes"]), tight("g", &["g"]),
    word("mg", &["milligram", "milligrams"]), short("mg", &["mg"]), word("µg", &["microgram", "micrograms"]), short("µg", &["µg", "μg", "mcg", "ug"]),
    word("t", &["tonne", "tonnes"]), word("ton", &["ton", "tons"]), tight("t", &["t"]),
    word("kt", &["kiloton", "kilotons", "kilotonne", "kilotonnes"]), word("Mt", &["megaton", "megatons", "megatonne", "megatonnes"]),
    word("oz", &["ounce", "ounces"]), short("oz", &["oz"]), short("lb", &["lb", "lbs"]), word("lb", &["pound", "pounds"]), word("st", &["stone"]), tight("st", &["st"]),
    word("ct", &["carat", "carats"]), word("dr", &["dram", "drams", "drachm", "drachma"]), word("gr", &["grain"]),
    // Data.
    word("bit", &["bit", "bits"]), word("B", &["byte", "bytes"]),
    word("kB", &["kilobyte", "kilobytes"]), short("kB", &["kb"]), word("MB", &["megabyte", "megabytes"]), short("MB", &["mb"]),
    word("GB", &["gigabyte", "gigabytes"]), short("GB", &["gb"]), word("TB", &["terabyte", "terabytes"]), short("TB", &["tb"]),
    word("PB", &["petabyte", "petabytes"]), short("PB", &["pb"]), word("EB", &["exabyte", "exabytes"]),
    word("kbit", &["kilobit", "kilobits"]), word("Mbit", &["megabit", "megabits"]), word("Gbit", &["gigabit", "gigabits"]),
    short("Mbit/s", &["mbps"]), short("Gbit/s", &["gbps"]), short("kbit/s", &["kbps"]),
    // Speed.
    short("mi/h", &["mph"]), short("km/h", &["kph", "kmh"]), word("kn", &["knot", "knots"]), word("Mach", &["mach"]),
    short("r/min", &["rpm"]), short("fps", &["fps"]), short("bpm", &["bpm"]),
    // Temperature and angle.
    word("°", &["degree", "degrees"]), word("°C", &["celsius", "centigrade"]), word("°F", &["fahrenheit"]),
    word("K", &["kelvin", "kelvins"]), word("rad", &["radian", "radians"]), short("rad", &["rad"]),
    // Power, energy, electricity, pressure.
    word("W", &["watt", "watts"]), tight("W", &["w"]), word("kW", &["kilowatt", "kilowatts"]), short("kW", &["kw"]),
    word("MW", &["megawatt", "megawatts"]), short("MW", &["mw"]), word("GW", &["gigawatt", "gigawatts"]), short("GW", &["gw"]),
    word("TW", &["terawatt", "terawatts"]), short("kWh", &["kwh"]), short("MWh", &["mwh"]), short("GWh", &["gwh"]), short("TWh", &["twh"]),
    word("J", &["joule", "joules"]), word("kJ", &["kilojoule", "kilojoules"]), word("cal", &["calorie", "calories"]),
    word("kcal", &["kilocalorie", "kilocalories"]), short("kcal", &["kcal"]), word("hp", &["horsepower"]), short("hp", &["hp", "bhp"]),
    word("V", &["volt", "volts"]), word("A", &["ampere", "amperes", "amps"]), word("Ω", &["ohm", "ohms"]),
    word("Pa", &["pascal", "pascals"]), short("hPa", &["hpa"]), short("psi", &["psi"]), word("mbar", &["millibar", "millibars"]),
    word("Hz", &["hertz"]), short("Hz", &["hz"]), short("kHz", &["khz", "kilohertz"]), short("MHz", &["mhz", "megahertz"]),
    short("GHz", &["ghz", "gigahertz"]), word("dB", &["decibel", "decibels"]), short("dB", &["db"]),
    word("lm", &["lumen", "lumens"]), word("Bq", &["becquerel", "becquerels"]), word("mSv", &["millisievert", "millisieverts"]),
    short("mpg", &["mpg"]),
];

/// Words before a unit that make it another, and what they turn its symbol into.
#[rustfmt::skip]
pub(super) const COMPOUNDS: &[(&[&str], &str, &str)] = &[
    (&["square", "sq"], "km", "km²"), (&["square", "sq"], "m", "m²"), (&["square", "sq"], "cm", "cm²"), (&["square", "sq"], "mm", "mm²"),
    (&["square", "sq"], "mi", "mi²"), (&["square", "sq"], "ft", "ft²"), (&["square", "sq"], "in", "in²"), (&["square", "sq"], "yd", "yd²"),
    (&["cubic", "cu"], "km", "km³"), (&["cubic", "cu"], "m", "m³"), (&["cubic", "cu"], "cm", "cm³"), (&["cubic", "cu"], "mm", "mm³"),
    (&["cubic", "cu"], "mi", "mi³"), (&["cubic", "cu"], "ft", "ft³"), (&["cubic", "cu"], "in", "in³"), (&["cubic", "cu"], "yd", "yd³"),
    (&["metric"], "ton", "t"), (&["metric"], "t", "t"), (&["short"], "ton", "ton"), (&["long"], "ton", "long ton"), (&["nautical"], "mi", "nmi"),
    (&["fluid", "fl"], "oz", "fl oz"), (&["troy"], "oz", "oz t"),
];

/// Units written with a power after them: "km2", "m³".
#[rustfmt::skip]
pub(super) const POWERS: &[(&str, &str, &str)] = &[
    ("km", "km²", "km³"), ("m", "m²", "m³"), ("cm", "cm²", "cm³"), ("mm", "mm²", "mm³"), ("ft", "ft²", "ft³"), ("mi", "mi²", "mi³"), ("in", "in²", "in³"),
];

/// Units per time or area: the unit, what it is measured against, the symbol for both.
#[rustfmt::skip]
pub(super) const RATES: &[(&str, &[&str], &str)] = &[
    ("km", &["hour", "h", "hr"], "km/h"), ("mi", &["hour", "h", "hr"], "mi/h"), ("m", &["second", "s", "sec"], "m/s"),
    ("ft", &["second", "s", "sec"], "ft/s"), ("km", &["second", "s", "sec"], "km/s"), ("mi", &["second", "s"], "mi/s"), ("mi", &["gallon"], "mpg"),
    ("Mbit", &["second", "s"], "Mbit/s"), ("Gbit", &["second", "s"], "Gbit/s"), ("MB", &["second", "s"], "MB/s"), ("GB", &["second", "s"], "GB/s"),
];
