//! `Fields`: structs whose fields are those of an object type.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput, Error, Fields, Result};

use crate::{cacheable, naming::camel_case};

pub(crate) fn expand(item: &DeriveInput) -> Result<TokenStream> {
    let name = &item.ident;
    let constant = cacheable::take(&mut item.attrs.clone())?;
    let fields = match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => &fields.named,
            _ => return Err(Error::new_spanned(name, "fields need names")),
        },
        _ => return Err(Error::new_spanned(name, "only a struct has fields")),
    };
    let mut plans = Vec::new();
    let mut writes = Vec::new();
    for field in fields {
        let mut attributes = field.attrs.iter();
        if let Some(unknown) = attributes.find(|attribute| attribute.path().is_ident("graphql")) {
            return Err(Error::new_spanned(
                unknown,
                "plans do not support this attribute",
            ));
        }
        let Some(ident) = &field.ident else { continue };
        let (graphql_name, ty) = (camel_case(ident), &field.ty);
        let index = u16::try_from(plans.len()).unwrap_or(u16::MAX);
        plans.push(quote!(#graphql_name => planner.field::<#ty>(selected, #index, &[])));
        writes.push(quote! {
            #index => ::certgraph::graphql::plan::Output::write(&self.#ident, field.plan(), run)
        });
    }
    let output = object_output(name);
    Ok(quote! {
        impl ::certgraph::graphql::plan::Fields for #name {
            #constant

            fn name() -> ::std::borrow::Cow<'static, str> {
                <Self as ::async_graphql::OutputType>::type_name()
            }

            fn plan_field(
                planner: &::certgraph::graphql::plan::Planner<'_>,
                selected: &::certgraph::graphql::plan::Selected<'_>,
            ) -> ::std::result::Result<
                ::certgraph::graphql::plan::FieldPlan,
                ::certgraph::graphql::plan::UnknownField,
            > {
                match selected.name() {
                    #(#plans,)*
                    _ => ::std::result::Result::Err(::certgraph::graphql::plan::UnknownField),
                }
            }

            fn write_field(
                &self,
                field: &::certgraph::graphql::plan::FieldPlan,
                run: &mut ::certgraph::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), ::certgraph::graphql::plan::Failed> {
                match field.index() {
                    #(#writes,)*
                    _ => run.write_meta_field(field),
                }
            }
        }

        #output
    })
}

/// Implements `Output` for an object type.
pub(crate) fn object_output(owner: &impl ToTokens) -> TokenStream {
    quote! {
        impl ::certgraph::graphql::plan::Output for #owner {
            fn plan(
                planner: &::certgraph::graphql::plan::Planner<'_>,
                sets: &[&::certgraph::graphql::plan::SelectionSet],
            ) -> ::std::result::Result<
                ::certgraph::graphql::plan::Plan,
                ::certgraph::graphql::plan::UnknownField,
            > {
                planner.object::<Self>(sets)
            }

            fn write(
                &self,
                plan: &::certgraph::graphql::plan::Plan,
                run: &mut ::certgraph::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), ::certgraph::graphql::plan::Failed> {
                run.write_object(self, plan)
            }
        }
    }
}
