{{ config(materialized='view') }}

{{ newest_answers(['enterprise_tier_exists']) }}
