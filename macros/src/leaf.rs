//! Enums.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

pub(crate) fn expand(item: &DeriveInput) -> TokenStream {
    let name = &item.ident;
    quote! {
        impl crate::graphql::plan::Output for #name {
            fn plan(
                _: &crate::graphql::plan::Planner<'_>,
                _: &[&::async_graphql::parser::types::SelectionSet],
            ) -> ::std::result::Result<crate::graphql::plan::Plan, crate::graphql::plan::Unplannable> {
                ::std::result::Result::Ok(crate::graphql::plan::Plan::Leaf)
            }

            fn write(
                &self,
                _: &crate::graphql::plan::Plan,
                run: &mut crate::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), crate::graphql::plan::Stopped> {
                run.write_enum(*self)
            }
        }
    }
}
