// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ModelledOmnichainToken} from "./ModelledOmnichainToken.sol";

/// @title MODELLED registry of AI assets with licences and royalties; nobody needs permission to register or to call.
/// @notice Modelled on what Sahara AI says of per-inference payments that are split automatically between the creator
/// and upstream contributors. No ABI or share of Sahara's is public: events, names and shares are ours.
/// @dev The owner of a called asset is paid its whole price, and out of it pays royalties at once: a share goes to what the
/// asset is made of, by weight, each portion rounded down, and so on upstream; each owner keeps the rest. Of a call the call
/// share applies, of what came from downstream the composition share. Whoever sells what has parents lets this contract
/// collect royalties from him; until he does, calls revert.
contract ModelledRoyaltyRegistry {
    using SafeERC20 for IERC20;

    uint256 public constant MILLION = 1_000_000;
    /// @notice Generations that a royalty climbs; what would go further stays with the last one.
    uint256 public constant GENERATIONS_MAX = 16;
    uint256 public constant PARENTS_MAX = 8;

    enum Reason { Call, Composition, CrossChain }

    struct Parent { bytes32 asset; uint32 weight; }

    struct Terms { string terms; uint32 callPpm; uint32 compositionPpm; bool permitsReuse; uint256 price; }

    struct Asset { address owner; Terms terms; Parent[] parents; uint256 weights; }

    ModelledOmnichainToken public immutable token;
    mapping(bytes32 => Asset) private _assets;
    mapping(bytes32 => bool) public isSettled;

    error AssetExists(bytes32 asset);
    error NoSuchAsset(bytes32 asset);
    error NotOwner(bytes32 asset, address caller);
    error ReuseNotPermitted(bytes32 asset);
    error BadTerms();
    error NothingArrived(bytes32 guid);

    event AssetRegistered(
        bytes32 indexed asset, address indexed owner, string kind, string name, string uri, bytes32 contentHash, bool encrypted
    );
    event LicenceSet(
        bytes32 indexed asset, address indexed by, string terms, uint32 callPpm, uint32 compositionPpm, bool permitsReuse, uint256 price
    );
    event Composed(bytes32 indexed asset, bytes32 indexed parent, uint32 weight);
    /// @notice After the transfer of the whole price to the owner, before its royalties.
    event AssetCalled(bytes32 indexed asset, address indexed caller, uint256 price);
    /// @param asset whose owner is paid. @param source the asset that was called, whose owner pays.
    /// @param amount what stays with the asset: without what it owes to its own parents, who are paid directly.
    event RoyaltyPaid(bytes32 indexed asset, bytes32 indexed source, address indexed payee, uint256 amount, Reason reason);
    /// @notice After the transfer of the whole amount to the owner, before its royalties.
    /// @param guid of the message that brought the payment from another chain.
    event ReuseSettled(bytes32 indexed guid, bytes32 indexed asset, address indexed caller, uint256 amount, uint32 sourceEid);

    constructor(ModelledOmnichainToken token_) {
        token = token_;
    }

    function ownerOf(bytes32 asset) external view returns (address) {
        return _assets[asset].owner;
    }

    /// @notice Registers an asset under an id that nobody has taken; parents must permit reuse, so there is no circle.
    /// @param contentHash SHA-256 of the plain content; the content itself is never on chain.
    function register(
        bytes32 asset,
        string calldata kind,
        string calldata name,
        string calldata uri,
        bytes32 contentHash,
        bool encrypted,
        Terms calldata terms,
        Parent[] calldata parents
    ) external {
        Asset storage created = _assets[asset];
        if (created.owner != address(0)) revert AssetExists(asset);
        if (parents.length > PARENTS_MAX) revert BadTerms();
        created.owner = msg.sender;
        emit AssetRegistered(asset, msg.sender, kind, name, uri, contentHash, encrypted);
        _setTerms(asset, terms);
        for (uint256 index = 0; index < parents.length; index++) {
            _addParent(created, asset, parents[index]);
        }
    }

    function setTerms(bytes32 asset, Terms calldata terms) external {
        if (_assets[asset].owner != msg.sender) revert NotOwner(asset, msg.sender);
        _setTerms(asset, terms);
    }

    /// @notice Pays an asset's price, as often as one likes.
    function call(bytes32 asset) external {
        Asset storage called = _require(asset);
        uint256 price = called.terms.price;
        if (price > 0) IERC20(address(token)).safeTransferFrom(msg.sender, called.owner, price);
        emit AssetCalled(asset, msg.sender, price);
        _divide(asset, asset, called.owner, price, Reason.Call, 0);
    }

    /// @notice Divides what a call on another chain sent here with the message `guid`. Anyone may ask for it.
    function settle(bytes32 guid) external {
        (address to, address caller, uint256 amount, bytes32 asset, uint32 source) = token.arrivals(guid);
        if (to != address(this) || isSettled[guid]) revert NothingArrived(guid);
        address owner = _require(asset).owner;
        isSettled[guid] = true;
        if (amount > 0) IERC20(address(token)).safeTransfer(owner, amount);
        emit ReuseSettled(guid, asset, caller, amount, source);
        _divide(asset, asset, owner, amount, Reason.CrossChain, 0);
    }

    function _setTerms(bytes32 asset, Terms calldata terms) private {
        if (terms.callPpm > MILLION || terms.compositionPpm > MILLION) revert BadTerms();
        _assets[asset].terms = terms;
        emit LicenceSet(asset, msg.sender, terms.terms, terms.callPpm, terms.compositionPpm, terms.permitsReuse, terms.price);
    }

    function _addParent(Asset storage created, bytes32 asset, Parent calldata parent) private {
        if (!_require(parent.asset).terms.permitsReuse) revert ReuseNotPermitted(parent.asset);
        if (parent.weight == 0 || parent.asset == asset) revert BadTerms();
        created.parents.push(parent);
        created.weights += parent.weight;
        emit Composed(asset, parent.asset, parent.weight);
    }

    function _divide(bytes32 asset, bytes32 source, address seller, uint256 amount, Reason reason, uint256 generation) private {
        Asset storage held = _assets[asset];
        uint256 kept = amount;
        if (held.weights > 0 && generation < GENERATIONS_MAX) {
            uint256 share = generation == 0 ? held.terms.callPpm : held.terms.compositionPpm;
            uint256 passed = (amount * share) / MILLION;
            for (uint256 index = 0; index < held.parents.length; index++) {
                uint256 portion = (passed * held.parents[index].weight) / held.weights;
                kept -= portion;
                if (portion > 0) {
                    bytes32 parent = held.parents[index].asset;
                    Reason why = reason == Reason.CrossChain ? reason : Reason.Composition;
                    _divide(parent, source, seller, portion, why, generation + 1);
                }
            }
        }

        // The seller has his part already.
        if (kept > 0 && generation > 0) {
            IERC20(address(token)).safeTransferFrom(seller, held.owner, kept);
            emit RoyaltyPaid(asset, source, held.owner, kept, reason);
        }
    }

    function _require(bytes32 asset) private view returns (Asset storage found) {
        found = _assets[asset];
        if (found.owner == address(0)) revert NoSuchAsset(asset);
    }
}
