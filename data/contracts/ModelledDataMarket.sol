// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IPair, PoolSwap} from "./PoolSwap.sol";

/// @title MODELLED market where a buyer pays a contributor for access to data.
/// @notice Modelled on what Masa says of its fees: payments in other currencies are converted to MASA through a
/// Uniswap V2 style pool and part is burned. Masa's real PaymentGateway (masa-contracts-identity) quotes prices in a
/// stablecoin and adds a protocol fee. The burned share is NOT published: it is an assumption of this model.
contract ModelledDataMarket {
    using SafeERC20 for IERC20;

    /// @dev 100 % in basis points.
    uint256 public constant BASIS = 10_000;

    IERC20 public immutable usdc;
    ERC20Burnable public immutable masa;
    IPair public immutable pool;
    address public immutable rewards;
    /// @notice Share of the price kept by the market, in basis points.
    uint256 public immutable feeBasisPoints;
    /// @notice Share of the bought MASA that is burned, in basis points; the rest goes to `rewards`.
    uint256 public immutable burnBasisPoints;

    error ShareAboveOne(uint256 basisPoints);

    /// @param price what the buyer pays in all, in USDC base units, fee included.
    event DataPurchased(
        address indexed buyer, address indexed contributor, uint256 indexed tokenId, uint256 price, uint256 fee
    );
    /// @param masaOut bought from the pool; always burned + toRewards.
    event FeeConverted(uint256 usdcIn, uint256 masaOut, uint256 burned, uint256 toRewards);

    constructor(
        IERC20 usdc_,
        ERC20Burnable masa_,
        IPair pool_,
        address rewards_,
        uint256 feeBasisPoints_,
        uint256 burnBasisPoints_
    ) {
        if (feeBasisPoints_ > BASIS) revert ShareAboveOne(feeBasisPoints_);
        if (burnBasisPoints_ > BASIS) revert ShareAboveOne(burnBasisPoints_);
        usdc = usdc_;
        masa = masa_;
        pool = pool_;
        rewards = rewards_;
        feeBasisPoints = feeBasisPoints_;
        burnBasisPoints = burnBasisPoints_;
    }

    /// @notice Pays `price` USDC: the fee is converted and burned in part, the contributor gets the rest.
    /// Fee and burn round down; the contributor and the rewards address keep the remainders.
    /// @param tokenId the data type of DataPointsMulti that is bought.
    function purchase(address contributor, uint256 tokenId, uint256 price) external {
        uint256 fee = (price * feeBasisPoints) / BASIS;
        usdc.safeTransferFrom(msg.sender, contributor, price - fee);
        if (fee > 0) _convert(fee);
        emit DataPurchased(msg.sender, contributor, tokenId, price, fee);
    }

    function _convert(uint256 fee) private {
        uint256 bought = PoolSwap.swapFrom(pool, msg.sender, usdc, fee, address(this));
        uint256 burned = (bought * burnBasisPoints) / BASIS;
        masa.burn(burned);
        IERC20(address(masa)).safeTransfer(rewards, bought - burned);
        emit FeeConverted(fee, bought, burned, bought - burned);
    }
}
