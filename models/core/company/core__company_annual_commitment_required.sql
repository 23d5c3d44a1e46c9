{{ config(materialized='view') }}

{{ newest_answers(['annual_commitment_required']) }}
