//! Lets requests in: finds out who sends one, and whether that caller has points left.
//!
//! It wraps the addresses that cost something. The handlers behind it read the [`Identity`].

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
    response_metadata::ResponseMetadata, state::AppState,
};
use crate::{
    graphql::{ApiRequest, ApiResponse, Caller, ErrorCode, QuotaExceeded, QuotaHandle},
    store::TokenSecret,
};

/// What a token that is not accepted costs the address that it comes from: guessing is slow.
const INVALID_TOKEN_COST: u64 = 10;

/// Seconds after which a caller may ask again while its token cannot be looked up.
const RETRY_AFTER_SECONDS: u64 = 2;

/// What an address costs at least, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RouteCost {
    /// A GraphQL request, which counts towards the cost of its operation once that is known.
    Request,
    /// A calendar file of a study plan.
    Calendar,
    /// A picture of a path or of weights.
    Picture,
    /// A file with everything.
    Export,
}

impl RouteCost {
    const fn points(self) -> u64 {
        match self {
            Self::Request => 1,
            Self::Calendar | Self::Picture => 100,
            Self::Export => 1_000,
        }
    }
}

/// Decides who is let in. All workers share one.
pub struct Admission {
    authenticator: Arc<Authenticator>,
    proxies: TrustedProxies,
    limiter: Option<RateLimiter>,
    clock: Arc<dyn Clock>,
}

/// Who sends a request, and who pays for it.
#[derive(Clone)]
pub(super) struct Identity {
    /// Who sends it.
    pub(super) caller: Caller,
    /// What it was told by; `None` for somebody without a token.
    secret: Option<TokenSecret>,
    address: IpAddr,
    quota: Option<RequestQuota>,
}

/// Why a request is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The credential is no valid token.
    Unauthenticated,
    /// The token cannot be looked up now.
    Unavailable,
    /// The caller has no points left.
    RateLimited(QuotaExceeded),
}

impl Admission {
    /// An admission that knows tokens, believes these proxies, and limits rates if at all by these
    /// limits.
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

    /// Who sends a request from this address with these credentials, and whether it is let in
    /// when it costs this much, which is taken at once.
    async fn admit(
        &self,
        credentials: &[&[u8]],
        address: IpAddr,
        price: RouteCost,
    ) -> (Identity, Result<(), Refusal>) {
        match self.authenticate(credentials).await {
            Ok((caller, secret)) => {
                let identity = self.identity(caller, secret, address);
                let paid = identity.reserve(price.points());
                (identity, paid)
            }
            Err(refusal) => {
                let identity = self.identity(Caller::Anonymous, None, address);
                let paid = identity.reserve(INVALID_TOKEN_COST);
                (identity, paid.and(Err(refusal)))
            }
        }
    }

    /// Lets somebody in who shows no credential, as [`admit`] does; `None` when there are no points
    /// left for a request.
    pub(super) fn admit_anonymous(&self, request: &RequestHead) -> Option<Identity> {
        let identity = self.identity(Caller::Anonymous, None, self.address_of(request));
        identity.reserve(RouteCost::Request.points()).ok()?;
        Some(identity)
    }

    /// Where a request comes from.
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
            // Which of them is meant is not for the server to choose.
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
    /// Who sends a request that was let in.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let known = request.extensions().get::<Self>().cloned();
        known.unwrap_or(Self {
            caller: Caller::Anonymous,
            secret: None,
            address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            quota: None,
        })
    }

    /// The same connection under the credential of its first message, which has the form of the
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

    /// Whether the token by which the caller was told is still good. While it cannot be looked up it
    /// counts as good: the caller was let in with it.
    pub(super) async fn is_still_admitted(&self, admission: &Admission) -> bool {
        let Some(secret) = &self.secret else {
            return true;
        };
        let caller = admission.authenticator.caller(secret).await;
        !matches!(caller, Err(TokenRefusal::Invalid))
    }

    /// Lets this caller pay for what a request costs; what it paid when it was let in counts
    /// towards the first one.
    pub(super) fn pay_for(&self, request: &mut ApiRequest) {
        if let Some(quota) = &self.quota {
            request.quota = QuotaHandle::new(Arc::new(quota.clone()));
        }
    }

    /// Tells in an answer to this caller what is left.
    pub(super) fn tell(&self, answer: &mut HttpResponse) {
        tell(self.quota.as_ref(), answer);
    }

    fn reserve(&self, points: u64) -> Result<(), Refusal> {
        match &self.quota {
            Some(quota) => quota.reserve(points).map_err(Refusal::RateLimited),
            None => Ok(()),
        }
    }
}

impl Refusal {
    /// The code that clients are told.
    pub(super) const fn code(self) -> ErrorCode {
        match self {
            Self::Unauthenticated => ErrorCode::Unauthenticated,
            Self::Unavailable => ErrorCode::Unavailable,
            Self::RateLimited(_) => ErrorCode::RateLimited,
        }
    }

    /// What clients are told. It never repeats the credential.
    pub(super) fn message(self) -> String {
        match self {
            Self::Unauthenticated => {
                "The header \"Authorization\" has no valid token: \"Bearer certgraph_…\" is expected."
                    .to_owned()
            }
            Self::Unavailable => "The token cannot be looked up now; try again soon.".to_owned(),
            Self::RateLimited(overspent) => overspent.message(),
        }
    }

    fn answer(self, media: MediaType) -> HttpResponse {
        let code = self.code();
        let mut builder = error_response::status(code);
        // What is left of the body would have to be read before the next request.
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
                builder.insert_header((header::RETRY_AFTER, RETRY_AFTER_SECONDS));
            }
            Self::RateLimited(_) => {}
        }
        let mut answer = builder.body(ApiResponse::refusal(code, self.message()).body);
        ResponseMetadata::refused(code).attach_to(&mut answer);
        answer
    }
}

/// Whether a credential is for somebody else: these schemes are what browsers send, and proxies pass
/// on, for a login in front of the server. Any other that is no token is refused, so that a mistake
/// in it is noticed.
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

/// Wraps an address that has a price.
pub(super) async fn admit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    price: RouteCost,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(state) = request.app_data::<Data<AppState>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let admission = &state.admission;
    let address = admission.address_of(request.head());
    let credentials = request.headers().get_all(header::AUTHORIZATION);
    let credentials: Vec<_> = credentials.map(HeaderValue::as_bytes).collect();
    let (identity, admitted) = admission.admit(&credentials, address, price).await;
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
            let accept = request.headers().get_all(header::ACCEPT);
            let accept = accept.map(|value| value.to_str().unwrap_or("?"));
            let media = MediaType::negotiate(accept).unwrap_or(MediaType::Json);
            request.into_response(refusal.answer(media))
        }
    };
    if caller.is_some() {
        let answer = response.response_mut();
        let quota = ResponseMetadata::take_from(answer);
        ResponseMetadata { caller, ..quota }.attach_to(answer);
    }
    tell(quota.as_ref(), response.response_mut());
    Ok(response)
}

/// Tells a client in an answer what it has left.
fn tell(quota: Option<&RequestQuota>, answer: &mut HttpResponse) {
    // That is nothing for a cache to tell others.
    let quota = quota.filter(|_| !cache_control::is_for_shared_caches(answer.headers()));
    if let Some(quota) = quota {
        let refused = answer.status() == StatusCode::TOO_MANY_REQUESTS;
        quota.tell(answer.headers_mut(), refused);
    }
}
