//! Authentication and rate limits.
//!
//! The middleware wraps the routes that cost points. Their handlers read the [`Identity`].

mod authenticator;
pub(super) mod chunked_body_guard;
mod client_address;
pub(super) mod connection_limit;
mod rate_limiter;
mod token_bucket;

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{RequestHead, ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::Next,
    web::Data,
};

pub use self::{
    authenticator::Authenticator,
    client_address::{ForwardedHeader, TrustedProxies},
    rate_limiter::RateLimits,
    token_bucket::Rate,
};
use self::{
    authenticator::TokenRefusal,
    rate_limiter::{RateLimiter, RequestQuota},
};
use super::{
    Clock, caching::cache_control, error_response, negotiation::accept::MediaType,
    negotiation::quality_list::values, response_metadata::ResponseMetadata, state::AppState,
};
use crate::{
    graphql::{ApiRequest, ApiResponse, Caller, ErrorCode, QuotaExceeded, QuotaHandle},
    store::TokenSecret,
};

/// The cost of an invalid token to its address in points, which makes guessing slow.
const INVALID_TOKEN_COST: u64 = 10;

/// The minimum cost of a route in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RouteCost {
    /// A GraphQL request; it counts towards the cost of its operation.
    Request,
    /// A calendar file or a feed of dates.
    Calendar,
    /// A picture as SVG.
    Picture,
    /// A page with paths or a comparison.
    Page,
    /// A picture as PNG, which has to be rendered.
    Png,
    /// A bulk export.
    Export,
}

impl RouteCost {
    const fn points(self) -> u64 {
        match self {
            Self::Request => 1,
            Self::Calendar | Self::Picture | Self::Page => 100,
            Self::Png => 300,
            Self::Export => 1_000,
        }
    }
}

/// Authenticates callers and limits their rates. All workers share one.
pub struct Admission {
    authenticator: Arc<Authenticator>,
    proxies: TrustedProxies,
    limiter: Option<RateLimiter>,
    clock: Arc<dyn Clock>,
}

/// The caller of a request, and its quota.
#[derive(Clone)]
pub(super) struct Identity {
    /// The caller.
    pub(super) caller: Caller,
    /// The token; `None` for an anonymous caller.
    secret: Option<TokenSecret>,
    address: IpAddr,
    quota: Option<RequestQuota>,
}

/// Why a request is not admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The token is not valid.
    Unauthenticated,
    /// The token cannot be looked up now.
    Unavailable,
    /// The caller has no points left.
    RateLimited(QuotaExceeded),
}

impl Admission {
    /// An admission with these trusted proxies and optional rate limits.
    pub fn new(
        authenticator: Authenticator,
        proxies: TrustedProxies,
        limits: Option<RateLimits>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            authenticator: Arc::new(authenticator),
            proxies,
            limiter: limits.map(RateLimiter::new),
            clock,
        }
    }

    /// The caller of a request from this address with these credentials, and whether its quota covers
    /// the cost of the route, which is deducted.
    async fn admit(
        &self,
        credentials: &[&[u8]],
        address: IpAddr,
        cost: RouteCost,
    ) -> (Identity, Result<(), Refusal>) {
        match self.authenticate(credentials).await {
            Ok((caller, secret)) => {
                let identity = self.identity(caller, secret, address);
                let paid = identity.reserve(cost.points());
                (identity, paid)
            }
            Err(refusal) => {
                let identity = self.identity(Caller::Anonymous, None, address);
                let paid = identity.reserve(INVALID_TOKEN_COST);
                (identity, paid.and(Err(refusal)))
            }
        }
    }

    /// Admits a request without credentials; `None` when it is rate-limited.
    pub(super) fn admit_anonymous(&self, request: &RequestHead) -> Option<Identity> {
        let identity = self.identity(Caller::Anonymous, None, self.address_of(request));
        identity.reserve(RouteCost::Request.points()).ok()?;
        Some(identity)
    }

    /// The client address of a request.
    fn address_of(&self, request: &RequestHead) -> IpAddr {
        let peer = request.peer_addr.map(|peer| peer.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        self.proxies.client(peer, request.headers())
    }

    async fn authenticate(
        &self,
        credentials: &[&[u8]],
    ) -> Result<(Caller, Option<TokenSecret>), Refusal> {
        let own: Vec<_> = credentials
            .iter()
            .filter(|credential| !is_foreign(credential))
            .collect();
        let credential = match own.as_slice() {
            [] => return Ok((Caller::Anonymous, None)),
            [credential] => **credential,
            // Several tokens are ambiguous.
            _ => return Err(Refusal::Unauthenticated),
        };
        let text = std::str::from_utf8(credential).ok();
        let secret = text.and_then(bearer).and_then(|token| token.parse().ok());
        let secret: TokenSecret = secret.ok_or(Refusal::Unauthenticated)?;
        match self.authenticator.caller(&secret).await {
            Ok(caller) => Ok((caller, Some(secret))),
            Err(TokenRefusal::Invalid) => Err(Refusal::Unauthenticated),
            Err(TokenRefusal::Unavailable) => Err(Refusal::Unavailable),
        }
    }

    fn identity(&self, caller: Caller, secret: Option<TokenSecret>, address: IpAddr) -> Identity {
        let quota = self
            .limiter
            .as_ref()
            .map(|limiter| limiter.quota(&caller, address, &self.clock));
        Identity {
            caller,
            secret,
            address,
            quota,
        }
    }
}

impl Identity {
    /// The identity of an admitted request.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().cloned();
        known.unwrap_or(Self {
            caller: Caller::Anonymous,
            secret: None,
            address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            quota: None,
        })
    }

    /// The identity of the same connection with the credential of `connection_init`, in the form of the
    /// header `Authorization`.
    pub(super) async fn with_authorization(
        &self,
        admission: &Admission,
        authorization: &str,
    ) -> Result<Self, Refusal> {
        let credentials = [authorization.as_bytes()];
        let (identity, admitted) = admission
            .admit(&credentials, self.address, RouteCost::Request)
            .await;
        admitted.map(|()| identity)
    }

    /// Whether the token of the caller is still valid. While it cannot be looked up it counts as valid:
    /// the caller was admitted with it.
    pub(super) async fn is_still_admitted(&self, admission: &Admission) -> bool {
        let Some(secret) = &self.secret else {
            return true;
        };
        let caller = admission.authenticator.caller(secret).await;
        !matches!(caller, Err(TokenRefusal::Invalid))
    }

    /// Charges the cost of a request to this caller; the cost of its admission counts towards the first
    /// one.
    pub(super) fn pay_for(&self, request: &mut ApiRequest) {
        if let Some(quota) = &self.quota {
            request.quota = QuotaHandle::new(Arc::new(quota.clone()));
        }
    }

    /// Sets the rate limit headers of a response to this caller.
    pub(super) fn report_quota(&self, response: &mut HttpResponse) {
        report_quota(self.quota.as_ref(), response);
    }

    fn reserve(&self, points: u64) -> Result<(), Refusal> {
        match &self.quota {
            Some(quota) => quota.reserve(points).map_err(Refusal::RateLimited),
            None => Ok(()),
        }
    }
}

impl Refusal {
    /// The error code.
    pub(super) const fn code(self) -> ErrorCode {
        match self {
            Self::Unauthenticated => ErrorCode::Unauthenticated,
            Self::Unavailable => ErrorCode::Unavailable,
            Self::RateLimited(_) => ErrorCode::RateLimited,
        }
    }

    /// The message. It never repeats the credential.
    pub(super) fn message(self) -> String {
        match self {
            Self::Unauthenticated => {
                "The header \"Authorization\" has no valid token: \"Bearer certgraph_…\" is expected."
                    .to_owned()
            }
            Self::Unavailable => "The token cannot be looked up now; try again soon.".to_owned(),
            Self::RateLimited(exceeded) => exceeded.message(),
        }
    }

    fn response(self, media: MediaType) -> HttpResponse {
        let code = self.code();
        let mut builder = error_response::status(code);
        // The rest of the body would have to be read before the next request.
        builder
            .force_close()
            .content_type(media.content_type())
            .insert_header((header::CACHE_CONTROL, "no-store"));
        match self {
            Self::Unauthenticated => {
                let challenge = "Bearer realm=\"certgraph\", error=\"invalid_token\"";
                builder.insert_header((header::WWW_AUTHENTICATE, challenge));
            }
            Self::Unavailable => {
                builder.insert_header((header::RETRY_AFTER, error_response::RETRY_TOKEN));
            }
            Self::RateLimited(_) => {}
        }
        let mut answer = builder.body(ApiResponse::refusal(code, self.message()).body);
        ResponseMetadata::refused(code).attach_to(&mut answer);
        answer
    }
}

/// Whether a credential is for a proxy in front of the server: browsers send these schemes and proxies
/// forward them. Any other credential that is not a token is refused, so that mistakes are noticed.
fn is_foreign(credential: &[u8]) -> bool {
    let scheme = credential.trim_ascii().split(|byte| *byte == b' ').next();
    scheme.is_some_and(|scheme| {
        let foreign: [&[u8]; 4] = [b"basic", b"digest", b"negotiate", b"ntlm"];
        foreign.iter().any(|name| scheme.eq_ignore_ascii_case(name))
    })
}

/// The token of a credential such as `Bearer certgraph_…`.
fn bearer(credential: &str) -> Option<&str> {
    let (scheme, token) = credential.trim().split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim_start())
}

/// The middleware of routes that cost points.
pub(super) async fn admit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    cost: RouteCost,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(state) = request.app_data::<Data<AppState>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let admission = &state.admission;
    let address = admission.address_of(request.head());
    let credentials = request.headers().get_all(header::AUTHORIZATION);
    let credentials: Vec<_> = credentials.map(HeaderValue::as_bytes).collect();
    let (identity, admitted) = admission.admit(&credentials, address, cost).await;
    if let Caller::Known { name, .. } = &identity.caller {
        tracing::Span::current().record("caller", name.as_str());
    }
    let caller = match &identity.caller {
        Caller::Known { name, .. } => Some(name.clone()),
        Caller::Anonymous => None,
    };
    let quota = identity.quota.clone();
    let mut response = match admitted {
        Ok(()) => {
            request.extensions_mut().insert(identity);
            next.call(request).await?.map_into_boxed_body()
        }
        Err(refusal) => {
            let accept = values(request.headers(), header::ACCEPT);
            let media = MediaType::negotiate(accept).unwrap_or(MediaType::Json);
            request.into_response(refusal.response(media))
        }
    };
    if caller.is_some() {
        let response = response.response_mut();
        let metadata = ResponseMetadata::take_from(response);
        ResponseMetadata { caller, ..metadata }.attach_to(response);
    }
    report_quota(quota.as_ref(), response.response_mut());
    Ok(response)
}

/// Sets the rate limit headers of a response.
fn report_quota(quota: Option<&RequestQuota>, response: &mut HttpResponse) {
    // A shared cache would pass the headers of one caller on to others.
    let quota = quota.filter(|_| !cache_control::is_for_shared_caches(response.headers()));
    if let Some(quota) = quota {
        let refused = response.status() == StatusCode::TOO_MANY_REQUESTS;
        quota.report(response.headers_mut(), refused);
    }
}
