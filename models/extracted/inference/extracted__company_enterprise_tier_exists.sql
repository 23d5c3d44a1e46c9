{{ config(materialized='view') }}

{{ inferred_answers('company_enterprise_tier_exists', ['enterprise_tier_exists']) }}
