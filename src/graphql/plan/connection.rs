//! Connections and edges of async-graphql.

use std::borrow::Cow;

use async_graphql::connection::{Connection, CursorType, Edge, EmptyFields, PageInfo};
use async_graphql::{ObjectType, OutputType};

use super::{
    Failed, FieldPlan, Fields, Output, Planner, Run, Selected, SelectionSet, UnknownField,
    output::object_fields,
};

impl<C, N, A> Fields for Connection<C, N, A, EmptyFields>
where
    C: CursorType + Send + Sync,
    N: OutputType + Output,
    A: ObjectType + Fields,
{
    fn name() -> Cow<'static, str> {
        <Self as OutputType>::type_name()
    }

    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField> {
        match selected.name() {
            "pageInfo" => planner.field::<PageInfo>(selected, PAGE_INFO, &[]),
            "edges" => planner.field::<Vec<Edge<C, N, EmptyFields>>>(selected, EDGES, &[]),
            "nodes" => planner.field::<Vec<N>>(selected, NODES, &[]),
            _ => A::plan_field(planner, selected),
        }
    }

    fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Failed> {
        match field.index() {
            PAGE_INFO => {
                let cursor = |edge: &Edge<C, N, EmptyFields>| edge.cursor.encode_cursor();
                let page_info = PageInfo {
                    has_previous_page: self.has_previous_page,
                    has_next_page: self.has_next_page,
                    start_cursor: self.edges.first().map(cursor),
                    end_cursor: self.edges.last().map(cursor),
                };
                page_info.write(field.plan(), run)
            }
            EDGES => run.write_list(self.edges.iter(), field.plan()),
            NODES => run.write_list(self.edges.iter().map(|edge| &edge.node), field.plan()),
            _ => self.additional_fields.write_field(field, run),
        }
    }
}

/// The indices of the connection's own fields; those of its additional fields begin at 0.
const PAGE_INFO: u16 = 10_000;
const EDGES: u16 = 10_001;
const NODES: u16 = 10_002;

impl<C, N, A> Output for Connection<C, N, A, EmptyFields>
where
    C: CursorType + Send + Sync,
    N: OutputType + Output,
    A: ObjectType + Fields,
{
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<super::Plan, UnknownField> {
        planner.object::<Self>(sets)
    }

    fn write(&self, plan: &super::Plan, run: &mut Run<'_>) -> Result<(), Failed> {
        run.write_object(self, plan)
    }
}

impl<C, N> Fields for Edge<C, N, EmptyFields>
where
    C: CursorType + Send + Sync,
    N: OutputType + Output,
{
    fn name() -> Cow<'static, str> {
        <Self as OutputType>::type_name()
    }

    fn plan_field(
        planner: &Planner<'_>,
        selected: &Selected<'_>,
    ) -> Result<FieldPlan, UnknownField> {
        match selected.name() {
            "node" => planner.field::<N>(selected, 0, &[]),
            "cursor" => planner.field::<String>(selected, 1, &[]),
            _ => Err(UnknownField),
        }
    }

    fn write_field(&self, field: &FieldPlan, run: &mut Run<'_>) -> Result<(), Failed> {
        match field.index() {
            0 => self.node.write(field.plan(), run),
            _ => self.cursor.encode_cursor().write(field.plan(), run),
        }
    }
}

impl<C, N> Output for Edge<C, N, EmptyFields>
where
    C: CursorType + Send + Sync,
    N: OutputType + Output,
{
    fn plan(planner: &Planner<'_>, sets: &[&SelectionSet]) -> Result<super::Plan, UnknownField> {
        planner.object::<Self>(sets)
    }

    fn write(&self, plan: &super::Plan, run: &mut Run<'_>) -> Result<(), Failed> {
        run.write_object(self, plan)
    }
}

object_fields! { PageInfo as "PageInfo" {
    0 "hasPreviousPage" (): bool = |it, _, _| it.has_previous_page;
    1 "hasNextPage" (): bool = |it, _, _| it.has_next_page;
    2 "startCursor" (): Option<&str> = |it, _, _| it.start_cursor.as_deref();
    3 "endCursor" (): Option<&str> = |it, _, _| it.end_cursor.as_deref();
} }
