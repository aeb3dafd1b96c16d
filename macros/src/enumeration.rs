//! `Leaf`: enums.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

pub(crate) fn expand(item: &DeriveInput) -> TokenStream {
    let name = &item.ident;
    quote! {
        impl ::certgraph::graphql::plan::Output for #name {
            fn plan(
                _: &::certgraph::graphql::plan::Planner<'_>,
                _: &[&::certgraph::graphql::plan::SelectionSet],
            ) -> ::std::result::Result<::certgraph::graphql::plan::Plan, ::certgraph::graphql::plan::UnknownField> {
                ::std::result::Result::Ok(::certgraph::graphql::plan::Plan::Leaf)
            }

            fn write(
                &self,
                _: &::certgraph::graphql::plan::Plan,
                run: &mut ::certgraph::graphql::plan::Run<'_>,
            ) -> ::std::result::Result<(), ::certgraph::graphql::plan::Failed> {
                run.write_enum(*self)
            }
        }
    }
}
