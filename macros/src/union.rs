//! `Members`: unions and interfaces.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result};

pub(crate) fn expand(item: &DeriveInput) -> Result<TokenStream> {
    let name = &item.ident;
    let Data::Enum(data) = &item.data else {
        return Err(Error::new_spanned(name, "only an enum has members"));
    };
    let mut plans = Vec::new();
    let mut writes = Vec::new();
    for (index, variant) in data.variants.iter().enumerate() {
        let member = match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
            _ => return Err(Error::new_spanned(variant, "a member is one object")),
        };
        let variant = &variant.ident;
        plans.push(quote!(planner.fields::<#member>(sets)?));
        writes.push(quote!(Self::#variant(member) => run.write_member(member, plan, #index)));
    }
    Ok(quote! {
        impl ::certgraph::graphql::plan::Output for #name {
            fn plan(
                planner: &::certgraph::graphql::plan::Planner<'_>,
                sets: &[&::certgraph::graphql::plan::SelectionSet],
            ) -> ::std::result::Result<::certgraph::graphql::plan::Plan, ::certgraph::graphql::plan::UnknownField> {
                ::std::result::Result::Ok(::certgraph::graphql::plan::Plan::Members(
                    ::std::boxed::Box::new([#(#plans),*]),
                ))
            }

            fn write(
                &self,
                plan: &::certgraph::graphql::plan::Plan,
                run: &mut ::certgraph::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), ::certgraph::graphql::plan::Failed> {
                match self {
                    #(#writes),*
                }
            }
        }
    })
}
