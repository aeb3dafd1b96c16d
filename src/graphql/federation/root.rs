//! The root of queries with the fields of a subgraph.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Result, SimpleObject};
use certgraph_macros::Fields as FieldsOfStruct;

use super::{
    REPRESENTATIONS,
    entity::{Entity, Representation, entities},
};
use crate::graphql::{
    objects::query::Query,
    plan::{
        Failed, FieldFuture, FieldPlan, Fields, Output, Planner, Run, Selected, Stability,
        UnknownField,
    },
};

/// What the served schema has besides the schema of the catalogue.
pub(crate) const ADDED_SDL: &str = r#"
"""
An object with `__typename` and the fields of a key of that type. Example:
`{ __typename: "Exam", vendor: { slug: "microsoft" }, code: "AI-102" }`.
"""
scalar _Any

"""
What another subgraph can refer to by a key.
"""
union _Entity = Certification | Exam | Role | Vendor

"""
What composition reads of this subgraph.
"""
type _Service {
	"""
	The schema of this subgraph with its keys.
	"""
	sdl: String!
}

extend type Query {
	"""
	The objects with these keys as of today, in the order asked for, at most 100. Null for a key
	that no object has, and with an error for what is no key.
	"""
	_entities(
		"""
		Objects by their keys. Example: `[{ __typename: "Role", slug: "azure-ai-engineer" }]`.
		"""
		representations: [_Any!]!
	): [_Entity]!
	"""
	What composition reads of this subgraph.
	"""
	_service: _Service!
}
"#;

/// The indices of the added fields: those of `Query` count from 0, those of introspection are the last.
const SERVICE: u16 = u16::MAX - 3;
const ENTITIES: u16 = u16::MAX - 4;

/// The fields of `Query`, and those of a subgraph.
#[derive(Clone)]
pub(crate) struct FederatedQuery {
    query: Query,
    subgraph: Arc<str>,
}

/// What composition reads.
#[derive(SimpleObject, FieldsOfStruct)]
#[graphql(name = "_Service")]
struct Service {
    sdl: String,
}

impl FederatedQuery {
    /// The root of a subgraph with this schema.
    pub(crate) fn new(subgraph: Arc<str>) -> Self {
        let query = Query;
        Self { query, subgraph }
    }
}

impl Fields for FederatedQuery {
    fn name() -> Cow<'static, str> {
        Query::name()
    }

    fn stability(field: &str) -> Stability {
        Query::stability(field)
    }

    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField> {
        match selected.name() {
            "_service" => planner.field::<Service>(selected, SERVICE, &[]),
            "_entities" => {
                planner.field::<Vec<Result<Option<Entity>>>>(selected, ENTITIES, &[REPRESENTATIONS])
            }
            _ => Query::plan_field(planner, selected),
        }
    }

    fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Failed> {
        match field.index() {
            SERVICE => {
                let sdl = self.subgraph.to_string();
                Service { sdl }.write(field.plan(), run)
            }
            ENTITIES => {
                let asked: Vec<Representation> = run.argument(field, 0, None)?;
                entities(run.scope()?, &asked).write(field.plan(), run)
            }
            _ => self.query.write_field(field, run),
        }
    }

    fn write_async_field<'a>(
        &'a self,
        field: &'a FieldPlan,
        run: &'a mut Run<'_>,
    ) -> FieldFuture<'a> {
        self.query.write_async_field(field, run)
    }
}
