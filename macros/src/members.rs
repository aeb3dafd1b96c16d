//! Unions and interfaces.

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
    for (place, variant) in data.variants.iter().enumerate() {
        let member = match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
            _ => return Err(Error::new_spanned(variant, "a member is one object")),
        };
        let variant = &variant.ident;
        plans.push(quote!(planner.member::<Self, #member>(sets)?));
        writes.push(quote!(Self::#variant(member) => run.write_member(member, plan, #place)));
    }
    Ok(quote! {
        impl crate::graphql::plan::Output for #name {
            fn plan(
                planner: &crate::graphql::plan::Planner<'_>,
                sets: &[&::async_graphql::parser::types::SelectionSet],
            ) -> ::std::result::Result<crate::graphql::plan::Plan, crate::graphql::plan::Unplannable> {
                ::std::result::Result::Ok(crate::graphql::plan::Plan::Members(
                    ::std::boxed::Box::new([#(#plans),*]),
                ))
            }

            fn write(
                &self,
                plan: &crate::graphql::plan::Plan,
                run: &mut crate::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), crate::graphql::plan::Stopped> {
                match self {
                    #(#writes),*
                }
            }
        }
    })
}
