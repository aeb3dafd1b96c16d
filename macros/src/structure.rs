//! Structs whose fields are those of an object.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Fields, Result};

use crate::naming::camel_case;

pub(crate) fn expand(item: &DeriveInput) -> Result<TokenStream> {
    let name = &item.ident;
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
        if says(&field.attrs, "skip")? {
            continue;
        }
        let Some(ident) = &field.ident else { continue };
        let (graphql_name, ty) = (camel_case(ident), &field.ty);
        let index = u16::try_from(plans.len()).unwrap_or(u16::MAX);
        plans.push(quote!(#graphql_name => planner.field::<#ty>(selected, #index, &[])));
        writes.push(quote! {
            #index => crate::graphql::plan::Output::write(&self.#ident, field.plan(), run)
        });
    }
    let (more_plans, more_writes) = if says(&item.attrs, "complex")? {
        (
            quote!(_ => <Self as crate::graphql::plan::MoreFields>::plan_field(planner, selected)),
            quote!(_ => crate::graphql::plan::MoreFields::write_field(self, field, run)),
        )
    } else {
        (
            quote!(_ => ::std::result::Result::Err(crate::graphql::plan::Unplannable)),
            quote!(_ => ::std::result::Result::Err(crate::graphql::plan::Stopped)),
        )
    };
    Ok(quote! {
        impl crate::graphql::plan::Fields for #name {
            fn plan_field(
                planner: &crate::graphql::plan::Planner<'_>,
                selected: &crate::graphql::plan::Selected<'_>,
            ) -> ::std::result::Result<
                crate::graphql::plan::FieldPlan,
                crate::graphql::plan::Unplannable,
            > {
                match selected.name() {
                    #(#plans,)*
                    #more_plans
                }
            }

            fn write_field(
                &self,
                field: &crate::graphql::plan::FieldPlan,
                run: &mut crate::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), crate::graphql::plan::Stopped> {
                match field.index() {
                    #(#writes,)*
                    #more_writes
                }
            }
        }

        crate::graphql::plan::object_output!(#name);
    })
}

/// Whether an attribute `#[graphql(…)]` has this word.
fn says(attributes: &[Attribute], word: &str) -> Result<bool> {
    let mut found = false;
    for attribute in attributes {
        if attribute.path().is_ident("graphql") {
            attribute.parse_nested_meta(|meta| {
                found |= meta.path.is_ident(word);
                if !meta.path.is_ident("skip") && !meta.path.is_ident("complex") {
                    return Err(meta.error("plans do not know this argument"));
                }
                Ok(())
            })?;
        }
    }
    Ok(found)
}
