//! The currencies the money rule knows: a table, no logic.

/// A currency, or a part of one, and the words and signs for it.
#[derive(Debug)]
pub(super) struct Currency {
    /// ISO 4217 code; `None` where the word alone does not say which ("pesos", "cents").
    pub code: Option<&'static str>,
    /// Words and codes, in lower case.
    pub words: &'static [&'static str],
    /// How much of the main unit one of it is: 0.01 for cents.
    pub part: f64,
    /// The word often means something else: only a large or scaled number makes it money.
    pub doubtful: bool,
}

const fn whole(code: &'static str, words: &'static [&'static str]) -> Currency {
    Currency {
        code: Some(code),
        words,
        part: 1.0,
        doubtful: false,
    }
}

const fn shared(words: &'static [&'static str]) -> Currency {
    Currency {
        code: None,
        words,
        part: 1.0,
        doubtful: false,
    }
}

const fn hundredth(code: Option<&'static str>, words: &'static [&'static str]) -> Currency {
    Currency {
        code,
        words,
        part: 0.01,
        doubtful: false,
    }
}

const fn doubtful(code: &'static str, words: &'static [&'static str]) -> Currency {
    Currency {
        code: Some(code),
        words,
        part: 1.0,
        doubtful: true,
    }
}

#[rustfmt::skip]
pub(super) const CURRENCIES: &[Currency] = &[
    whole("USD", &["dollar", "dollars", "usd", "buck", "bucks", "greenbacks"]),
    whole("EUR", &["euro", "euros", "eur"]),
    whole("GBP", &["gbp", "quid", "sterling"]),
    doubtful("GBP", &["pound", "pounds"]),
    whole("JPY", &["yen", "jpy"]),
    whole("CNY", &["yuan", "cny", "rmb", "renminbi", "kuai"]),
    Currency { code: Some("CNY"), words: &["mao", "jiao"], part: 0.1, doubtful: true },
    whole("INR", &["rupee", "rupees", "inr", "rs"]),
    whole("CHF", &["chf"]),
    whole("AUD", &["aud"]),
    whole("CAD", &["cad"]),
    whole("NZD", &["nzd"]),
    whole("HKD", &["hkd"]),
    whole("SGD", &["sgd"]),
    whole("TWD", &["twd", "ntd"]),
    whole("KRW", &["krw"]),
    doubtful("KRW", &["won"]),
    whole("RUB", &["rub", "ruble", "rubles", "rouble", "roubles", "руб"]),
    whole("BRL", &["brl", "reais"]),
    whole("ZAR", &["zar", "rand", "rands"]),
    whole("MYR", &["myr", "ringgit", "ringgits", "rm"]),
    whole("THB", &["thb", "baht"]),
    whole("IDR", &["idr", "rupiah", "rupiahs", "rp"]),
    whole("VND", &["vnd", "dong"]),
    whole("PHP", &["php"]),
    whole("TRY", &["lira", "liras"]),
    whole("ILS", &["ils", "nis", "shekel", "shekels"]),
    whole("AED", &["aed", "dirham", "dirhams"]),
    whole("SAR", &["sar"]),
    whole("QAR", &["qar"]),
    whole("KWD", &["kwd"]),
    whole("EGP", &["egp"]),
    whole("NGN", &["ngn", "naira"]),
    whole("KES", &["kes", "ksh"]),
    whole("GHS", &["ghs", "cedi", "cedis"]),
    whole("SEK", &["sek", "kronor"]),
    whole("NOK", &["nok"]),
    whole("DKK", &["dkk"]),
    whole("ISK", &["isk"]),
    whole("PLN", &["pln", "zloty", "zlotys", "zł"]),
    whole("CZK", &["czk", "koruna", "korunas", "kč"]),
    whole("HUF", &["huf", "forint", "forints"]),
    whole("RON", &["ron"]),
    whole("BGN", &["bgn"]),
    whole("UAH", &["uah", "hryvnia", "hryvnias"]),
    whole("MXN", &["mxn"]),
    whole("ARS", &["ars"]),
    whole("CLP", &["clp"]),
    whole("COP", &["cop"]),
    whole("CRC", &["crc", "colón", "colon", "colones"]),
    whole("PKR", &["pkr"]),
    whole("BDT", &["bdt", "taka"]),
    whole("LKR", &["lkr"]),
    whole("NPR", &["npr"]),
    whole("KZT", &["kzt", "tenge"]),
    whole("BTC", &["bitcoin", "bitcoins", "btc", "xbt"]),
    whole("ETH", &["ether", "ethereum", "eth"]),
    whole("XMR", &["monero", "xmr"]),
    whole("LTC", &["litecoin", "litecoins", "ltc"]),
    whole("XRP", &["xrp"]),
    whole("USDT", &["usdt", "tether"]),
    whole("DEM", &["deutschmark", "deutschmarks", "deutschemarks"]),
    whole("ESP", &["peseta", "pesetas"]),
    whole("NLG", &["guilder", "guilders"]),
    whole("PTE", &["escudo", "escudos"]),
    whole("GRD", &["drachmas", "drachmae"]),
    whole("ATS", &["schilling", "schillings"]),
    whole("FIM", &["markka", "markkas", "markkaa"]),
    whole("ITL", &["lire"]),
    shared(&["peso", "pesos"]),
    shared(&["franc", "francs"]),
    shared(&["dinar", "dinars"]),
    shared(&["riyal", "riyals", "rial", "rials"]),
    shared(&["shilling", "shillings"]),
    shared(&["krona", "krone", "kroner", "kr"]),
    Currency { code: None, words: &["crown", "crowns"], part: 1.0, doubtful: true },
    hundredth(None, &["cent", "cents"]),
    hundredth(None, &["sen"]),
    hundredth(Some("GBP"), &["pence", "penny"]),
    hundredth(Some("RUB"), &["kopeck", "kopecks", "kopek", "kopeks"]),
    hundredth(Some("INR"), &["paise", "paisa"]),
];

/// Words that a letter or two before them turn into another currency: the words before, the noun, the code. Listed
/// with the noun's singular; the plural counts too.
#[rustfmt::skip]
pub(super) const NATIONAL: &[(&[&str], &str, &str)] = &[
    (&["us", "american", "states", "u.s"], "dollar", "USD"), (&["canadian"], "dollar", "CAD"),
    (&["australian", "aussie"], "dollar", "AUD"), (&["zealand", "kiwi"], "dollar", "NZD"),
    (&["kong"], "dollar", "HKD"), (&["singapore", "singaporean"], "dollar", "SGD"),
    (&["taiwan", "taiwanese"], "dollar", "TWD"), (&["jamaican"], "dollar", "JMD"), (&["namibian"], "dollar", "NAD"),
    (&["zimbabwean", "zimbabwe"], "dollar", "ZWL"), (&["british", "uk"], "pound", "GBP"),
    (&["sterling"], "pound", "GBP"), (&["egyptian"], "pound", "EGP"), (&["lebanese"], "pound", "LBP"),
    (&["syrian"], "pound", "SYP"), (&["sudanese"], "pound", "SDG"), (&["irish"], "pound", "IEP"),
    (&["swiss"], "franc", "CHF"), (&["french"], "franc", "FRF"), (&["belgian"], "franc", "BEF"),
    (&["cfa"], "franc", "XOF"), (&["rwandan"], "franc", "RWF"), (&["congolese"], "franc", "CDF"),
    (&["mexican"], "peso", "MXN"), (&["argentine", "argentinian"], "peso", "ARS"), (&["chilean"], "peso", "CLP"),
    (&["colombian"], "peso", "COP"), (&["philippine", "filipino"], "peso", "PHP"), (&["cuban"], "peso", "CUP"),
    (&["uruguayan"], "peso", "UYU"), (&["dominican"], "peso", "DOP"), (&["indian"], "rupee", "INR"),
    (&["pakistani", "pakistan"], "rupee", "PKR"), (&["sri", "lankan"], "rupee", "LKR"), (&["nepali", "nepalese"], "rupee", "NPR"),
    (&["mauritian"], "rupee", "MUR"), (&["swedish"], "krona", "SEK"), (&["icelandic"], "krona", "ISK"),
    (&["norwegian"], "krone", "NOK"), (&["danish"], "krone", "DKK"), (&["swedish"], "crown", "SEK"),
    (&["norwegian"], "crown", "NOK"), (&["danish"], "crown", "DKK"), (&["czech"], "crown", "CZK"),
    (&["turkish"], "lira", "TRY"), (&["italian"], "lira", "ITL"), (&["lebanese"], "lira", "LBP"),
    (&["kuwaiti"], "dinar", "KWD"), (&["iraqi"], "dinar", "IQD"), (&["jordanian"], "dinar", "JOD"),
    (&["serbian"], "dinar", "RSD"), (&["algerian"], "dinar", "DZD"), (&["tunisian"], "dinar", "TND"),
    (&["libyan"], "dinar", "LYD"), (&["bahraini"], "dinar", "BHD"), (&["saudi"], "riyal", "SAR"),
    (&["qatari"], "riyal", "QAR"), (&["iranian"], "rial", "IRR"), (&["omani"], "rial", "OMR"), (&["yemeni"], "rial", "YER"),
    (&["kenyan"], "shilling", "KES"), (&["ugandan"], "shilling", "UGX"), (&["tanzanian"], "shilling", "TZS"),
    (&["dutch"], "guilder", "NLG"), (&["spanish"], "peseta", "ESP"), (&["portuguese"], "escudo", "PTE"), (&["greek"], "drachma", "GRD"),
    (&["austrian"], "schilling", "ATS"), (&["brazilian"], "real", "BRL"), (&["russian"], "ruble", "RUB"),
    (&["russian"], "rouble", "RUB"), (&["belarusian"], "ruble", "BYN"), (&["chinese"], "yuan", "CNY"),
    (&["japanese"], "yen", "JPY"), (&["korean"], "won", "KRW"), (&["moroccan"], "dirham", "MAD"),
    (&["deutsche", "german"], "mark", "DEM"), (&["swiss"], "centime", "CHF"),
];

/// Words of the countries that pay in crowns, in lower case, and what they call them by.
#[rustfmt::skip]
pub(super) const CROWNS: &[(&str, &[&str])] = &[
    ("SEK", &["sweden", "swedish", "stockholm", "gothenburg", "swedes"]), ("NOK", &["norway", "norwegian", "oslo", "bergen", "norwegians"]),
    ("DKK", &["denmark", "danish", "copenhagen", "aarhus", "danes"]), ("ISK", &["iceland", "icelandic", "reykjavik", "icelanders"]),
    ("CZK", &["czech", "czechia", "prague", "brno", "czechs"]),
];

/// Signs, and the currency each means by itself.
#[rustfmt::skip]
pub(super) const SIGNS: &[(char, &str)] = &[
    ('$', "USD"), ('€', "EUR"), ('£', "GBP"), ('¥', "JPY"), ('￥', "JPY"), ('₹', "INR"), ('₩', "KRW"), ('₽', "RUB"),
    ('₿', "BTC"), ('₺', "TRY"), ('₪', "ILS"), ('₫', "VND"), ('₦', "NGN"), ('₱', "PHP"), ('₡', "CRC"), ('₴', "UAH"),
    ('฿', "THB"), ('₸', "KZT"), ('₵', "GHS"), ('₲', "PYG"), ('₮', "MNT"), ('₾', "GEL"), ('₼', "AZN"), ('₭', "LAK"),
    ('៛', "KHR"),
];

/// Letters right before a dollar sign, in lower case.
#[rustfmt::skip]
pub(super) const DOLLAR_PREFIXES: &[(&str, &str)] = &[
    ("us", "USD"), ("usd", "USD"), ("c", "CAD"), ("ca", "CAD"), ("can", "CAD"), ("cad", "CAD"), ("cdn", "CAD"), ("a", "AUD"), ("au", "AUD"),
    ("aud", "AUD"), ("nz", "NZD"), ("nzd", "NZD"), ("hk", "HKD"), ("hkd", "HKD"), ("s", "SGD"), ("sg", "SGD"), ("sgd", "SGD"),
    ("nt", "TWD"), ("r", "BRL"), ("mex", "MXN"), ("mx", "MXN"), ("mxn", "MXN"), ("j", "JMD"), ("z", "ZWL"),
    ("ar", "ARS"), ("ars", "ARS"), ("clp", "CLP"), ("col", "COP"), ("cop", "COP"), ("b", "BND"), ("n", "NAD"), ("tt", "TTD"),
];
