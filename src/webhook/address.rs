//! Addresses that may be told of changes.
//!
//! Editors choose the addresses, and the server that sends stands in the operator's network: without
//! these rules an editor could make it send requests to machines that only it can reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::host_name::fits_dns;

/// The longest address in bytes.
const MAX_BYTES: usize = 2_048;

/// Which addresses may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AddressPolicy {
    /// `https` to public addresses only.
    #[default]
    Public,
    /// Private addresses and `http` too: for receivers in the operator's own network, and tests. Not
    /// link-local and metadata addresses, which give the keys of the machine to whoever asks.
    Private,
}

impl AddressPolicy {
    /// Why no request may go to an address; `None` if one may.
    pub fn refusal(self, address: IpAddr) -> Option<&'static str> {
        match self {
            Self::Public => refusal(address),
            Self::Private => refusal_anywhere(address),
        }
    }

    const fn schemes(self) -> &'static str {
        match self {
            Self::Public => "https://",
            Self::Private => "http:// and https://",
        }
    }
}

/// Why an address cannot be told of changes. The message omits the address, which may hold a
/// password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWebhookUrl {
    /// It is longer than 2,048 bytes.
    #[error("the address is longer than {MAX_BYTES} bytes")]
    TooLong,
    /// It is no URL.
    #[error("this is no address; expects one such as https://example.org/certgraph")]
    NoUrl,
    /// Another scheme, or none.
    #[error("only {0} addresses can be told of changes")]
    Scheme(&'static str),
    /// A tab, a line break or another control character, which would be dropped silently.
    #[error("the address contains a control character")]
    ControlCharacter,
    /// A user or a password.
    #[error("the address contains a user or a password; events are signed instead")]
    Credentials,
    /// A fragment, which is never sent.
    #[error("the address contains a fragment, which is never sent")]
    Fragment,
    /// Port 0.
    #[error("nothing can listen on port 0")]
    Port,
    /// A name that DNS cannot hold.
    #[error("no host has this name: 1 to 63 characters between dots and 253 in all at most")]
    Name,
    /// A name that only the own network knows.
    #[error("the host is a name of the own machine or network")]
    PrivateName,
    /// An IP address that is not public.
    #[error("the host is {0}, to which no request is sent")]
    PrivateAddress(&'static str),
}

/// Endings of names that never lead to a public address.
const PRIVATE_NAMES: [&str; 5] = ["localhost", "local", "internal", "lan", "home.arpa"];

/// Reads an address. What a name resolves to is checked for each request, because it may change.
///
/// # Errors
/// The first rule that it breaks.
pub fn check_url(text: &str, policy: AddressPolicy) -> Result<Url, BadWebhookUrl> {
    if text.len() > MAX_BYTES {
        return Err(BadWebhookUrl::TooLong);
    }
    if text.contains(char::is_control) {
        return Err(BadWebhookUrl::ControlCharacter);
    }
    if text != text.trim() {
        return Err(BadWebhookUrl::NoUrl);
    }
    let url = Url::parse(text).map_err(|_| BadWebhookUrl::NoUrl)?;
    match (url.scheme(), policy) {
        ("https", _) | ("http", AddressPolicy::Private) => {}
        _ => return Err(BadWebhookUrl::Scheme(policy.schemes())),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BadWebhookUrl::Credentials);
    }
    if url.fragment().is_some() {
        return Err(BadWebhookUrl::Fragment);
    }
    if url.port() == Some(0) {
        return Err(BadWebhookUrl::Port);
    }
    // International names and percent signs take more bytes as sent than as written.
    if url.as_str().len() > MAX_BYTES {
        return Err(BadWebhookUrl::TooLong);
    }
    let address = match url.host() {
        // The parser turns 127.1, 0x7f.1 and 2130706433 into addresses.
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        Some(Host::Domain(name)) => {
            if !fits_dns(name) {
                return Err(BadWebhookUrl::Name);
            }
            return match policy {
                AddressPolicy::Public if is_private_name(name) => Err(BadWebhookUrl::PrivateName),
                _ => Ok(url),
            };
        }
        None => return Err(BadWebhookUrl::NoUrl),
    };
    match policy.refusal(address) {
        Some(kind) => Err(BadWebhookUrl::PrivateAddress(kind)),
        None => Ok(url),
    }
}

/// An address as it is shown: with `?…` for its query string, which often holds a key of the receiver.
pub fn shown_url(url: &str) -> String {
    match url.split_once('?') {
        Some((address, _)) => format!("{address}?…"),
        None => url.to_owned(),
    }
}

fn is_private_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    PRIVATE_NAMES.iter().any(|private| {
        name.strip_suffix(private)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// Why an address is not public, by the registries of special-purpose addresses (RFC 6890 and its
/// updates); `None` if it is public.
pub fn refusal(address: IpAddr) -> Option<&'static str> {
    refusal_anywhere(address).or_else(|| match reached(address) {
        IpAddr::V4(address) => refusal_v4(address),
        IpAddr::V6(address) => refusal_v6(address),
    })
}

/// Why no request may go to an address in any network.
fn refusal_anywhere(address: IpAddr) -> Option<&'static str> {
    const METADATA: &str = "the address of a metadata service";
    const LINK_LOCAL: &str = "a link-local address";
    match reached(address) {
        IpAddr::V4(address) => match address.octets() {
            [169, 254, ..] => Some(LINK_LOCAL),
            // Those of Azure and of Alibaba Cloud, outside the link-local range.
            [168, 63, 129, 16] | [100, 100, 100, 200] => Some(METADATA),
            _ => None,
        },
        IpAddr::V6(address) => match address.segments() {
            [0xfe80..=0xfebf, ..] => Some(LINK_LOCAL),
            // Those of AWS and of Google Cloud.
            [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254] | [0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254] => {
                Some(METADATA)
            }
            _ => None,
        },
    }
}

/// The address that a request arrives at: IPv4 where IPv6 holds it or is translated to it on the way.
fn reached(address: IpAddr) -> IpAddr {
    let IpAddr::V6(outer) = address else {
        return address;
    };
    match outer.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)).into()
        }
        _ => outer.to_canonical(),
    }
}

fn refusal_v4(address: Ipv4Addr) -> Option<&'static str> {
    let kind = match address.octets() {
        [0, ..] => "an address of this network",
        [127, ..] => "a loopback address",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "a private address",
        [100, 64..=127, ..] => "a shared address of a carrier",
        [224..=239, ..] => "a multicast address",
        [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18 | 19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _]
        | [240..=255, ..] => "a reserved address",
        _ => return None,
    };
    Some(kind)
}

fn refusal_v6(address: Ipv6Addr) -> Option<&'static str> {
    let kind = match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 1] => "a loopback address",
        [0xfc00..=0xfdff, ..] => "a private address",
        [0xff00..=0xffff, ..] => "a multicast address",
        // Of the public range: protocols, documentation, 6to4.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => {
            "a reserved address"
        }
        [0x2000..=0x3fff, ..] => return None,
        _ => "an address outside the public range",
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) -> Result<Url, BadWebhookUrl> {
        check_url(text, AddressPolicy::Public)
    }

    #[test]
    fn public_https_addresses_are_accepted() {
        for good in [
            "https://example.org/hook?x=1",
            "https://example.org:8443/",
            "https://1.1.1.1/",
            "https://[2606:4700:4700::1111]/",
            "https://münchen.example/",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        assert_eq!(
            check("https://münchen.example/").unwrap().as_str(),
            "https://xn--mnchen-3ya.example/"
        );
    }

    #[test]
    fn other_addresses_are_refused_with_the_reason() {
        use BadWebhookUrl::{
            ControlCharacter, Credentials, Fragment, Name, NoUrl, Port, PrivateAddress,
            PrivateName, TooLong,
        };
        const SCHEME: BadWebhookUrl = BadWebhookUrl::Scheme("https://");
        let long_label = format!("https://{}.example.org/", "a".repeat(64));
        let long_name = format!("https://{}org/", "a.".repeat(126));
        let long = format!("https://example.org/{}", "a".repeat(2_048));
        let loopback = PrivateAddress("a loopback address");
        for (bad, expected) in [
            ("", NoUrl),
            ("example.org", NoUrl),
            ("https://", NoUrl),
            ("https://example.org:99999/", NoUrl),
            ("file:///etc/passwd", SCHEME),
            ("http://example.org/", SCHEME),
            ("gopher://example.org/", SCHEME),
            ("javascript:alert(1)", SCHEME),
            ("https://example.org/\r\nX: y", ControlCharacter),
            ("https://example.org/\n", ControlCharacter),
            ("https://exam\tple.org/", ControlCharacter),
            (" https://example.org/", NoUrl),
            (&long_label, Name),
            ("https://a..example.org/", Name),
            (&long_name, Name),
            ("https://user:pass@example.org/", Credentials),
            ("https://user@example.org/", Credentials),
            ("https://example.org/#a", Fragment),
            ("https://example.org:0/", Port),
            ("https://localhost/", PrivateName),
            ("https://LOCALHOST./", PrivateName),
            ("https://a.localhost/", PrivateName),
            ("https://ⓛocalhost/", PrivateName),
            ("https://metadata.google.internal/", PrivateName),
            ("https://127.1/", loopback),
            ("https://2130706433/", loopback),
            ("https://0x7f000001/", loopback),
            ("https://017700000001/", loopback),
            ("https://１２７.0.0.1/", loopback),
            ("https://[::1]/", loopback),
            ("https://[::ffff:127.0.0.1]/", loopback),
            ("https://[64:ff9b::7f00:1]/", loopback),
            (
                "https://169.254.169.254/",
                PrivateAddress("a link-local address"),
            ),
            (
                "https://100.100.100.200/",
                PrivateAddress("the address of a metadata service"),
            ),
            (
                "https://100.64.0.1/",
                PrivateAddress("a shared address of a carrier"),
            ),
            (
                "https://168.63.129.16/",
                PrivateAddress("the address of a metadata service"),
            ),
            (
                "https://[fd00:ec2::254]/",
                PrivateAddress("the address of a metadata service"),
            ),
            ("https://224.0.0.1/", PrivateAddress("a multicast address")),
            (&long, TooLong),
        ] {
            assert_eq!(check(bad), Err(expected), "{bad}");
        }
    }

    #[test]
    fn private_addresses_and_http_can_be_allowed_but_nothing_else() {
        let check = |text| check_url(text, AddressPolicy::Private);
        for good in [
            "http://127.0.0.1:9/",
            "http://localhost/",
            "https://10.0.0.1/",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["http://a:b@127.0.0.1/", "http://127.0.0.1:0/"] {
            assert!(check(bad).is_err(), "{bad}");
        }
        let error = check("ftp://127.0.0.1/").unwrap_err().to_string();
        let expected = "only http:// and https:// addresses can be told of changes";
        assert_eq!(error, expected);
    }

    #[test]
    fn link_local_and_metadata_addresses_are_refused_in_private_networks_too() {
        for host in [
            "169.254.169.254",
            "169.254.0.1",
            "0xa9fea9fe",
            "168.63.129.16",
            "100.100.100.200",
            "[fe80::1]",
            "[febf::1]",
            "[fd00:ec2::254]",
            "[fd20:ce::254]",
            "[::ffff:169.254.169.254]",
            "[64:ff9b::a9fe:a9fe]",
        ] {
            let checked = check_url(&format!("http://{host}/"), AddressPolicy::Private);
            let is_refused = matches!(checked, Err(BadWebhookUrl::PrivateAddress(_)));
            assert!(is_refused, "{host}: {checked:?}");
        }
        for host in ["[fd00::254]", "100.64.0.1", "[::1]"] {
            let checked = check_url(&format!("http://{host}/"), AddressPolicy::Private);
            assert!(checked.is_ok(), "{host}: {checked:?}");
        }
    }

    #[test]
    fn query_strings_are_not_shown() {
        let shown = shown_url("https://example.org/hook?key=1?2");
        assert_eq!(shown, "https://example.org/hook?…");
        assert_eq!(shown_url("https://example.org/"), "https://example.org/");
    }

    /// The ranges of the registries, as they print them.
    const NOT_PUBLIC: [&str; 26] = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/3",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "4000::/2",
        "8000::/1",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    ];

    fn is_listed(address: IpAddr) -> bool {
        let networks = NOT_PUBLIC.map(|text| text.parse::<ipnet::IpNet>().unwrap());
        networks.iter().any(|network| network.contains(&address))
    }

    proptest! {
        #[test]
        fn an_ipv4_address_is_refused_exactly_in_the_ranges_of_the_registries(bits: u32) {
            let address = IpAddr::V4(bits.into());
            prop_assert_eq!(refusal(address).is_some(), is_listed(address));
        }

        #[test]
        fn an_ipv6_address_is_refused_exactly_in_the_ranges_of_the_registries(
            first in prop_oneof![any::<u16>(), 0x2000..0x2003_u16, 0x3ffe..0x4000_u16],
            second in prop_oneof![any::<u16>(), 0..0x210_u16, Just(0xdb8)],
            rest: [u16; 6],
        ) {
            let [c, d, e, f, g, h] = rest;
            let address = Ipv6Addr::new(first, second, c, d, e, f, g, h);
            prop_assume!(address.to_ipv4_mapped().is_none() && first != 0x64);
            let address = IpAddr::V6(address);
            prop_assert_eq!(refusal(address).is_some(), is_listed(address));
        }

        #[test]
        fn ipv4_inside_ipv6_is_judged_as_ipv4(bits: u32) {
            let inner = Ipv4Addr::from(bits);
            let expected = refusal(IpAddr::V4(inner));
            prop_assert_eq!(refusal(IpAddr::V6(inner.to_ipv6_mapped())), expected);
            let nat64 = Ipv6Addr::from(0x64_ff9b_0000_0000_0000_0000_0000_0000 | u128::from(bits));
            prop_assert_eq!(refusal(IpAddr::V6(nat64)), expected);
        }

        #[test]
        fn what_is_accepted_is_https_to_a_public_host(text in "https?://[0-9a-z.:@\\[\\]%/-]{0,40}") {
            if let Ok(url) = check(&text) {
                prop_assert_eq!(url.scheme(), "https");
                prop_assert!(url.username().is_empty() && url.port() != Some(0));
                match url.host() {
                    Some(Host::Ipv4(address)) => prop_assert_eq!(refusal(address.into()), None),
                    Some(Host::Ipv6(address)) => prop_assert_eq!(refusal(address.into()), None),
                    Some(Host::Domain(name)) => prop_assert!(!name.is_empty()),
                    None => prop_assert!(false, "no host"),
                }
            }
        }
    }
}
