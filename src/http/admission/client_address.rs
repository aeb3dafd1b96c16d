//! The client address of a request behind proxies.
//!
//! Clients can forge the headers of proxies. So only the header that the operator names is read, only
//! from trusted proxies, and from right to left: each proxy appends the address that it saw.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use actix_web::http::header::{self, HeaderMap, HeaderName};
use ipnet::IpNet;

/// The header of the trusted proxies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`: a comma-separated list of addresses.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl ForwardedHeader {
    const fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => header::X_FORWARDED_FOR,
            Self::Forwarded => header::FORWARDED,
        }
    }

    /// The addresses of one header line, left to right; `None` for an element without one.
    fn addresses(self, line: &str) -> Vec<Option<IpAddr>> {
        match self {
            Self::XForwardedFor => line.split(',').map(node_address).collect(),
            Self::Forwarded => split_unquoted(line, ',').map(forwarded_for).collect(),
        }
    }
}

/// The trusted proxies and their header.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies {
    /// Their networks; empty without a proxy.
    pub networks: Vec<IpNet>,
    /// Their header.
    pub header: ForwardedHeader,
}

impl TrustedProxies {
    /// The address of the nearest hop that is not a trusted proxy.
    ///
    /// Where a trusted proxy sends no valid address, the proxy itself counts as the client.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer.to_canonical();
        if !self.trusts(nearest) {
            return nearest;
        }
        let lines: Vec<_> = headers.get_all(self.header.name()).collect();
        for line in lines.into_iter().rev() {
            let addresses = line.to_str().map(|line| self.header.addresses(line));
            for address in addresses.unwrap_or_else(|_| vec![None]).into_iter().rev() {
                match address {
                    Some(address) => nearest = address,
                    None => return nearest,
                }
                if !self.trusts(nearest) {
                    return nearest;
                }
            }
        }
        nearest
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks
            .iter()
            .any(|network| network.contains(&address))
    }
}

/// The key of an anonymous caller: an IPv4 address or an IPv6 /64 network, which one household or
/// machine commonly has to itself.
pub(super) fn quota_address(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let network = u128::from(address) >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from(network))
        }
    }
}

/// An address with or without port, as proxies write it: `192.0.2.1:80`, `::1` or `[::1]:80`.
fn node_address(node: &str) -> Option<IpAddr> {
    let node = node.trim();
    let bracketed =
        |node: &str| Ipv6Addr::from_str(node.strip_prefix('[')?.strip_suffix(']')?).ok();
    let address = IpAddr::from_str(node)
        .or_else(|_| SocketAddr::from_str(node).map(|node| node.ip()))
        .ok()
        .or_else(|| bracketed(node).map(IpAddr::V6))?;
    Some(address.to_canonical())
}

/// The address in the parameter `for` of one element of `Forwarded`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    split_unquoted(element, ';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        if !name.trim().eq_ignore_ascii_case("for") {
            return None;
        }
        let value = value.trim();
        let quoted = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'));
        node_address(quoted.unwrap_or(value))
    })
}

/// The parts of a header line between separators outside quotes.
fn split_unquoted(line: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    line.split(move |character| {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => return !quoted && character == separator,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn proxies(header: ForwardedHeader) -> TrustedProxies {
        let networks = ["10.0.0.0/8", "2001:db8:1::/48"];
        TrustedProxies {
            networks: networks.map(|text| text.parse().unwrap()).to_vec(),
            header,
        }
    }

    fn client(header: ForwardedHeader, peer: &str, lines: &[&str]) -> IpAddr {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header.name(), HeaderValue::from_str(line).unwrap());
        }
        proxies(header).client(address(peer), &headers)
    }

    #[test]
    fn x_forwarded_for_is_read_from_the_right_as_far_as_proxies_are_trusted() {
        for (peer, lines, expected) in [
            ("192.0.2.9", &["203.0.113.5"][..], "192.0.2.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["203.0.113.5"], "203.0.113.5"),
            ("::ffff:10.0.0.1", &["203.0.113.5:4711"], "203.0.113.5"),
            ("10.0.0.1", &["1.1.1.1, 203.0.113.5"], "203.0.113.5"),
            ("10.0.0.1", &["203.0.113.5, 10.0.0.2"], "203.0.113.5"),
            (
                "10.0.0.1",
                &["1.1.1.1", "203.0.113.5", "10.0.0.2"],
                "203.0.113.5",
            ),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            ("10.0.0.1", &["203.0.113.5, unknown, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["203.0.113.5,"], "10.0.0.1"),
            (
                "10.0.0.1",
                &["[2001:db8::1]:80, 2001:db8:1::7"],
                "2001:db8::1",
            ),
            ("10.0.0.1", &["::ffff:203.0.113.5"], "203.0.113.5"),
        ] {
            let found = client(ForwardedHeader::XForwardedFor, peer, lines);
            assert_eq!(found, address(expected), "{peer} {lines:?}");
        }
    }

    #[test]
    fn forwarded_is_read_by_its_grammar() {
        for (lines, expected) in [
            (&["for=203.0.113.5"][..], "203.0.113.5"),
            (&["FOR=203.0.113.5;proto=https;by=10.0.0.9"], "203.0.113.5"),
            (
                &["for=1.1.1.1, for=\"203.0.113.5:80\", for=10.0.0.2"],
                "203.0.113.5",
            ),
            (&["proto=http; for=\"[2001:db8::17]:4711\""], "2001:db8::17"),
            (&["for=\"[2001:db8::17]\""], "2001:db8::17"),
            (&["for=203.0.113.5, for=_hidden"], "10.0.0.1"),
            (&["for=203.0.113.5, proto=http"], "10.0.0.1"),
            (
                &["for=203.0.113.5, host=\"a, for=1.1.1.1\";for=10.0.0.2"],
                "203.0.113.5",
            ),
            (
                &["host=\"a\\\", for=1.1.1.1\";for=203.0.113.5"],
                "203.0.113.5",
            ),
            (&["for=\"unknown\""], "10.0.0.1"),
            (&["203.0.113.5"], "10.0.0.1"),
        ] {
            let found = client(ForwardedHeader::Forwarded, "10.0.0.1", lines);
            assert_eq!(found, address(expected), "{lines:?}");
        }
    }

    #[test]
    fn a_quota_key_is_an_ipv4_address_or_an_ipv6_network() {
        for (from, account) in [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2::", "2001:db8:1:2::"),
        ] {
            assert_eq!(quota_address(address(from)), address(account));
        }
    }

    proptest! {
        #[test]
        fn clients_behind_a_trusted_proxy_cannot_forge_an_address(
            forged in "[ -~]{0,60}",
            real: [u8; 16],
            bare: bool,
        ) {
            let real = IpAddr::V6(real.into()).to_canonical();
            prop_assume!(!proxies(ForwardedHeader::Forwarded).trusts(real));
            let node = match (real, bare) {
                (IpAddr::V6(real), false) => format!("[{real}]:80"),
                (IpAddr::V4(real), false) => format!("{real}:80"),
                _ => real.to_string(),
            };
            let line = format!("{forged}, {node}");
            let found = client(ForwardedHeader::XForwardedFor, "10.0.0.1", &[&line]);
            prop_assert_eq!(found, real);
            let lines = [forged.as_str(), &format!("for=\"{node}\"")];
            let found = client(ForwardedHeader::Forwarded, "10.0.0.1", &lines);
            if !bare || real.is_ipv4() {
                prop_assert_eq!(found, real);
            }
        }

        #[test]
        fn headers_of_untrusted_peers_are_ignored(forged in "\\PC{0,60}", peer: [u8; 4]) {
            let peer = IpAddr::from(peer);
            prop_assume!(!proxies(ForwardedHeader::Forwarded).trusts(peer));
            for header in [ForwardedHeader::XForwardedFor, ForwardedHeader::Forwarded] {
                let mut headers = HeaderMap::new();
                if let Ok(value) = HeaderValue::from_bytes(forged.as_bytes()) {
                    headers.append(header.name(), value);
                }
                prop_assert_eq!(proxies(header).client(peer, &headers), peer);
            }
        }
    }
}
