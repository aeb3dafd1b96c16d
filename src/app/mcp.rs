//! The Model Context Protocol over standard input and output: one client, one catalogue, no server.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;

use super::{ServeError, system_clock};
use crate::{
    catalogue::Catalogue,
    graphql::{
        AllowedOperations, ApiRequest, Caller, Engine, RequestTime, Services, nearest_exams, schema,
    },
    http::{CachePolicy, Clock},
    mcp::{Allowed, Executed, Executor, Freshness, McpInterface},
};

/// Answers the client until it closes the input.
///
/// # Errors
/// [`ServeError::Ended`] if the client does not speak the protocol.
pub async fn serve_mcp(catalogue: Catalogue) -> Result<(), ServeError> {
    let engine = Engine::new(schema(Services::new()));
    let nobody = Allowed {
        hosts: Vec::new(),
        origins: None,
    };
    let interface = McpInterface::new(&engine, &nobody);
    let interface = interface.map_err(|error| ServeError::Ended(std::io::Error::other(error)))?;
    let executor = OneCatalogue {
        engine,
        catalogue: Arc::new(catalogue),
        clock: system_clock(),
        cache: CachePolicy::default(),
    };
    let served = interface.serve_stdio(Arc::new(executor)).await;
    served.map_err(ServeError::Ended)
}

/// Executes against a catalogue that stays the same, for a caller without limits of rate.
struct OneCatalogue {
    engine: Engine,
    catalogue: Arc<Catalogue>,
    clock: Arc<dyn Clock>,
    cache: CachePolicy,
}

#[async_trait]
impl Executor for OneCatalogue {
    async fn execute(&self, request: ApiRequest) -> Option<Executed> {
        let now = self.clock.now();
        let today = now.date_naive();
        let moment = RequestTime::new(Arc::clone(&self.catalogue), now, TimeDelta::zero());
        let resolved = self.engine.resolve_fixed(request);
        let response = self
            .engine
            .execute_resolved(
                resolved,
                Caller::Anonymous,
                moment,
                AllowedOperations::Queries,
            )
            .await;
        Some(Executed {
            body: response.body,
            revision: self.catalogue.revision().number(),
            today,
            freshness: Freshness {
                max_age: self.cache.max_age_of(response.lifetime, today, now),
                is_public: true,
            },
        })
    }

    fn nearest_exams(&self, code: &str) -> Vec<String> {
        nearest_exams(&self.catalogue, None, code)
    }

    fn constant_freshness(&self) -> Freshness {
        Freshness {
            max_age: self.cache.max_age,
            is_public: true,
        }
    }
}
