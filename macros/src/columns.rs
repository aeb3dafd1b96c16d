//! `FromColumns`: structs whose fields are the columns of a table, in its order.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Member, Result};

pub(crate) fn expand(item: &DeriveInput) -> Result<TokenStream> {
    let name = &item.ident;
    let Data::Struct(data) = &item.data else {
        return Err(Error::new_spanned(name, "only a struct has columns"));
    };
    let members: Vec<Member> = data.fields.members().collect();
    let indices = 0..members.len();
    Ok(quote! {
        impl crate::FromColumns for #name {
            fn from_columns(
                row: &::sea_orm::QueryResult,
            ) -> ::std::result::Result<Self, ::sea_orm::SqlxError> {
                ::std::result::Result::Ok(Self { #(#members: Self::column(row, #indices)?,)* })
            }
        }
    })
}
