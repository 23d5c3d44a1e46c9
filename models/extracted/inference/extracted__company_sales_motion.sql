{{ config(materialized='view') }}

{{ inferred_answers('company_sales_motion', ['sales_motion', 'contact_sales_cta']) }}
